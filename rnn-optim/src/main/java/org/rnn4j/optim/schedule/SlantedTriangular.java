package org.rnn4j.optim.schedule;

import org.rnn4j.optim.Require;
import org.rnn4j.optim.Schedule;

/**
 * A short rise and a long fall in straight lines, for fine-tuning. With cut = floor(steps * rise):
 *
 * <pre>
 * p = s / cut while s is below cut, then 1 - (s - cut) / (steps - cut), and 0 after the last step
 * factor = (1 + p * (ratio - 1)) / ratio
 * </pre>
 *
 * <p>Source: Howard and Ruder, Universal language model fine-tuning for text classification, 2018. The paper divides by
 * cut * (1 / rise - 1), which is steps - cut if steps * rise is a whole number, and otherwise lets p fall below 0.
 *
 * @param steps the number of steps of the whole training
 * @param rise the share of them that belongs to the rise, in (0, 1); {@code steps * rise} must be at least 1
 * @param ratio how many times smaller than the highest the lowest factor is, at least 1
 */
public record SlantedTriangular(long steps, double rise, double ratio) implements Schedule {
    /** The default share of the rise, as in the paper. */
    public static final double DEFAULT_RISE = 0.1;

    /** The default ratio, as in the paper. */
    public static final double DEFAULT_RATIO = 32;

    /** Checks the ranges. */
    public SlantedTriangular {
        Require.steps("SlantedTriangular", "the number of steps", steps);
        Require.that(rise > 0 && rise < 1, "SlantedTriangular", "the share of the rise", "above 0 and below 1", rise);
        Require.that(
                steps * rise >= 1,
                "SlantedTriangular",
                "the share of the rise times the number of steps, " + steps + ",",
                "at least 1, so that there is time to rise",
                steps * rise);
        Require.that(
                ratio >= 1 && ratio < Double.POSITIVE_INFINITY,
                "SlantedTriangular",
                "the ratio",
                "finite and at least 1",
                ratio);
    }

    /** With the paper's share and ratio. */
    public SlantedTriangular(long steps) {
        this(steps, DEFAULT_RISE, DEFAULT_RATIO);
    }

    @Override
    public double factor(long step) {
        long cut = (long) (steps * rise);
        double height = step < cut ? (double) step / cut : 1 - (double) (Math.min(step, steps) - cut) / (steps - cut);
        return (1 + height * (ratio - 1)) / ratio;
    }
}
