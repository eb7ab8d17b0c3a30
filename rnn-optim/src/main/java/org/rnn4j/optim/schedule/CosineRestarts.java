package org.rnn4j.optim.schedule;

import org.rnn4j.optim.Require;
import org.rnn4j.optim.Schedule;

/**
 * Falls along half a wave of the cosine again and again, as PyTorch's {@code CosineAnnealingWarmRestarts}: with t the
 * steps since the last restart and T the length of this fall, factor = last + (1 - last) * (1 + cos(pi * t / T)) / 2.
 * The first fall takes {@code steps} steps, and each next one {@code growth} times as many. Source: Loshchilov and
 * Hutter, SGDR: stochastic gradient descent with warm restarts, 2017.
 *
 * @param steps the length of the first fall, at least 1
 * @param growth what each next length is multiplied by, at least 1
 * @param last the factor that each fall heads for, at least 0
 */
public record CosineRestarts(long steps, int growth, double last) implements Schedule {
    /** Checks the ranges. */
    public CosineRestarts {
        Require.steps("CosineRestarts", "the number of steps", steps);
        Require.that(growth >= 1, "CosineRestarts", "the growth", "at least 1", growth);
        Require.notNegative("CosineRestarts", "the last factor", last);
    }

    /** Falls to 0, every time in so many steps. */
    public CosineRestarts(long steps) {
        this(steps, 1, 0);
    }

    @Override
    public double factor(long step) {
        long length = steps;
        long place = step;
        if (growth == 1) {
            place %= length;
        }
        while (place >= length) {
            place -= length;
            length = length > Long.MAX_VALUE / growth ? Long.MAX_VALUE : length * growth;
        }
        return Wave.between(1, last, (double) place / length);
    }
}
