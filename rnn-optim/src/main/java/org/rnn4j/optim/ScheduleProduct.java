package org.rnn4j.optim;

import java.util.Map;
import java.util.OptionalDouble;

/** The product of two schedules; see {@link Schedule#times}. */
record ScheduleProduct(Schedule first, Schedule second) implements Schedule {
    @Override
    public double factor(long step) {
        return first.factor(step) * second.factor(step);
    }

    @Override
    public OptionalDouble momentum(long step) {
        OptionalDouble one = first.momentum(step);
        OptionalDouble other = second.momentum(step);
        if (one.isPresent() && other.isPresent()) {
            throw new IllegalStateException("Schedule.times: expected the momentum of step " + step
                    + " from one of the schedules, but both give it: " + one.getAsDouble() + " and "
                    + other.getAsDouble() + "; make one of them without momentum");
        }
        return one.isPresent() ? one : other;
    }

    @Override
    public void observe(Map<String, Double> figures) {
        first.observe(figures);
        second.observe(figures);
    }

    @Override
    public Map<String, Double> state() {
        return ScheduleStates.join(first, second);
    }

    @Override
    public void restore(Map<String, Double> state) {
        ScheduleStates.restore(state, first, second);
    }
}
