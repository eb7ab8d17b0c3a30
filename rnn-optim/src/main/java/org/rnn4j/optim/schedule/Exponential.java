package org.rnn4j.optim.schedule;

import org.rnn4j.optim.Require;
import org.rnn4j.optim.Schedule;

/**
 * Falls by a factor at every step, as PyTorch's {@code ExponentialLR}: factor = gamma^s.
 *
 * @param gamma what each step multiplies by, in (0, 1]
 */
public record Exponential(double gamma) implements Schedule {
    /** Checks the range. */
    public Exponential {
        Require.shrinking("Exponential", "gamma", gamma);
    }

    @Override
    public double factor(long step) {
        return StrictMath.pow(gamma, step);
    }
}
