package org.rnn4j.optim.schedule;

import org.rnn4j.optim.Require;
import org.rnn4j.optim.Schedule;

/**
 * Falls along half a wave of the cosine: factor = last + (1 - last) * (1 + cos(pi * s / steps)) / 2. Afterwards it stays
 * at the last factor, or, {@linkplain #rising if asked}, rises again along the wave and falls again, as PyTorch's
 * {@code CosineAnnealingLR} does, with a period of 2 * steps. Source: Loshchilov and Hutter, SGDR: stochastic gradient
 * descent with warm restarts, 2017.
 *
 * @param steps after how many steps the last factor is reached, at least 1
 * @param last the smallest factor, at least 0
 * @param rising whether the factor rises again afterwards
 */
public record Cosine(long steps, double last, boolean rising) implements Schedule {
    /** Checks the ranges. */
    public Cosine {
        Require.steps("Cosine", "the number of steps", steps);
        Require.notNegative("Cosine", "the last factor", last);
    }

    /** Falls to 0 and stays there. */
    public Cosine(long steps) {
        this(steps, 0);
    }

    /** Falls to this factor and stays there. */
    public Cosine(long steps, double last) {
        this(steps, last, false);
    }

    /** The same, rising again after its end. */
    public Cosine withRise() {
        return new Cosine(steps, last, true);
    }

    @Override
    public double factor(long step) {
        long place = rising ? step % (2 * steps) : Math.min(step, steps);
        return Wave.between(1, last, (double) place / steps);
    }
}
