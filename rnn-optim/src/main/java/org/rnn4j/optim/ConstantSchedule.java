package org.rnn4j.optim;

/** One factor at every step; see {@link Schedule#constant(double)}. */
record ConstantSchedule(double factor) implements Schedule {
    ConstantSchedule {
        Require.notNegative("Schedule.constant", "the factor", factor);
    }

    @Override
    public double factor(long step) {
        return factor;
    }
}
