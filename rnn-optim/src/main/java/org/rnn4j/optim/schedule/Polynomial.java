package org.rnn4j.optim.schedule;

import org.rnn4j.optim.Require;
import org.rnn4j.optim.Schedule;

/**
 * Falls to 0 along a power, as PyTorch's {@code PolynomialLR}, and stays there: factor = (1 - min(s, steps) /
 * steps)^power.
 *
 * @param steps after how many steps the factor is 0, at least 1
 * @param power the power, above 0; 1 is a straight line
 */
public record Polynomial(long steps, double power) implements Schedule {
    /** Checks the ranges. */
    public Polynomial {
        Require.steps("Polynomial", "the number of steps", steps);
        Require.positive("Polynomial", "the power", power);
    }

    @Override
    public double factor(long step) {
        return StrictMath.pow(1 - (double) Math.min(step, steps) / steps, power);
    }
}
