package org.rnn4j.optim;

import java.util.Map;
import java.util.OptionalDouble;

/** One schedule after the other; see {@link Schedule#then}. Both hear every evaluation. */
record ScheduleChain(Schedule first, long steps, Schedule next) implements Schedule {
    ScheduleChain {
        Require.that(steps >= 0, "Schedule.then", "the number of steps", "at least 0", steps);
    }

    @Override
    public double factor(long step) {
        return step < steps ? first.factor(step) : next.factor(step - steps);
    }

    @Override
    public OptionalDouble momentum(long step) {
        return step < steps ? first.momentum(step) : next.momentum(step - steps);
    }

    @Override
    public void observe(Map<String, Double> figures) {
        first.observe(figures);
        next.observe(figures);
    }

    @Override
    public Map<String, Double> state() {
        return ScheduleStates.join(first, next);
    }

    @Override
    public void restore(Map<String, Double> state) {
        ScheduleStates.restore(state, first, next);
    }
}
