package org.rnn4j.optim.schedule;

import org.rnn4j.optim.Require;
import org.rnn4j.optim.Schedule;

/**
 * Falls by a factor every so many steps, as PyTorch's {@code StepLR}: factor = gamma^floor(s / steps).
 *
 * @param steps the steps between two falls, at least 1
 * @param gamma what each fall multiplies by, in (0, 1]
 */
public record StepDecay(long steps, double gamma) implements Schedule {
    /** Checks the ranges. */
    public StepDecay {
        Require.steps("StepDecay", "the number of steps", steps);
        Require.shrinking("StepDecay", "gamma", gamma);
    }

    @Override
    public double factor(long step) {
        return StrictMath.pow(gamma, step / steps);
    }
}
