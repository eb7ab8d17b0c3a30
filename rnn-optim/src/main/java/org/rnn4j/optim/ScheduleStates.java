package org.rnn4j.optim;

import java.util.LinkedHashMap;
import java.util.Map;

/** The states of two schedules as one: the names of the first begin with {@code first.}, of the second with {@code second.}. */
final class ScheduleStates {
    private static final String FIRST = "first.";
    private static final String SECOND = "second.";

    private ScheduleStates() {}

    static Map<String, Double> join(Schedule first, Schedule second) {
        Map<String, Double> joined = new LinkedHashMap<>();
        first.state().forEach((name, value) -> joined.put(FIRST + name, value));
        second.state().forEach((name, value) -> joined.put(SECOND + name, value));
        return joined;
    }

    static void restore(Map<String, Double> state, Schedule first, Schedule second) {
        Map<String, Double> ofFirst = new LinkedHashMap<>();
        Map<String, Double> ofSecond = new LinkedHashMap<>();
        state.forEach((name, value) -> {
            if (name.startsWith(FIRST)) {
                ofFirst.put(name.substring(FIRST.length()), value);
            } else if (name.startsWith(SECOND)) {
                ofSecond.put(name.substring(SECOND.length()), value);
            } else {
                throw new IllegalArgumentException("Schedule.restore: expected names that begin with " + FIRST + " or "
                        + SECOND + ", because these are two schedules in one, but got " + name);
            }
        });
        Map<String, Double> before = first.state();
        first.restore(ofFirst);
        try {
            second.restore(ofSecond);
        } catch (IllegalArgumentException refused) {
            first.restore(before);
            throw refused;
        }
    }
}
