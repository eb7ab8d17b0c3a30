package org.rnn4j.optim;

import java.util.Map;
import java.util.OptionalDouble;

/** A schedule that counts epochs; see {@link Schedule#perEpoch}. */
record EpochSchedule(Schedule epochs, long stepsPerEpoch) implements Schedule {
    EpochSchedule {
        Require.that(
                stepsPerEpoch >= 1, "Schedule.perEpoch", "the number of steps per epoch", "at least 1", stepsPerEpoch);
    }

    @Override
    public double factor(long step) {
        return epochs.factor(step / stepsPerEpoch);
    }

    @Override
    public OptionalDouble momentum(long step) {
        return epochs.momentum(step / stepsPerEpoch);
    }

    @Override
    public void observe(Map<String, Double> figures) {
        epochs.observe(figures);
    }

    @Override
    public Map<String, Double> state() {
        return epochs.state();
    }

    @Override
    public void restore(Map<String, Double> state) {
        epochs.restore(state);
    }
}
