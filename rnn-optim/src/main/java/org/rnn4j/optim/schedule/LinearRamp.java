package org.rnn4j.optim.schedule;

import org.rnn4j.optim.Require;
import org.rnn4j.optim.Schedule;

/**
 * Moves along a straight line from one factor to another, as PyTorch's {@code LinearLR}, and stays there: factor = first
 * + (last - first) * s / steps below {@code steps}, then last.
 *
 * @param steps after how many steps the last factor is reached, at least 1
 * @param first the factor of step 0, at least 0
 * @param last the factor from step {@code steps} on, at least 0
 */
public record LinearRamp(long steps, double first, double last) implements Schedule {
    /** Checks the ranges. */
    public LinearRamp {
        Require.steps("LinearRamp", "the number of steps", steps);
        Require.notNegative("LinearRamp", "the first factor", first);
        Require.notNegative("LinearRamp", "the last factor", last);
    }

    /** Warm-up: from {@code first} to 1 in so many steps. */
    public static LinearRamp warmUp(long steps, double first) {
        return new LinearRamp(steps, first, 1);
    }

    /** From 1 to 0 in so many steps. */
    public static LinearRamp toZero(long steps) {
        return new LinearRamp(steps, 1, 0);
    }

    @Override
    public double factor(long step) {
        return step >= steps ? last : first + (last - first) * step / steps; // rounding may miss the last one
    }
}
