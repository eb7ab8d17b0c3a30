package org.rnn4j.optim.schedule;

import org.rnn4j.optim.Require;
import org.rnn4j.optim.Schedule;

/**
 * The settings of a schedule that falls by a factor whenever a figure of the evaluations stops improving, as PyTorch's
 * {@code ReduceLROnPlateau}. {@link #start} makes the schedule itself, which has a state.
 *
 * <pre>{@code
 * Schedule schedule = ReduceOnPlateau.lowest("loss").start();
 * }</pre>
 *
 * <p>An evaluation is an improvement if its value is better than the best so far by more than {@code threshold} times
 * the size of that best, or, if {@code absolute}, by more than {@code threshold}. Once more than {@code patience}
 * evaluations in a row were none, the factor is multiplied by {@code gamma}, but not below {@code least}; the next
 * {@code cooldown} evaluations then do not count as bad ones.
 *
 * @param figure the name of the figure, such as {@code loss}
 * @param higherIsBetter whether larger values are better
 * @param gamma what each fall multiplies by, above 0 and below 1
 * @param patience how many evaluations in a row without improvement are borne, at least 0
 * @param threshold by how much the best must be beaten, at least 0
 * @param absolute whether the threshold is a difference; else it is a share of the best
 * @param cooldown how many evaluations after a fall do not count as bad, at least 0
 * @param least the smallest factor, at least 0
 */
public record ReduceOnPlateau(
        String figure,
        boolean higherIsBetter,
        double gamma,
        int patience,
        double threshold,
        boolean absolute,
        int cooldown,
        double least) {
    /** The default for {@code gamma}, as PyTorch's. */
    public static final double DEFAULT_GAMMA = 0.1;

    /** The default patience, as PyTorch's. */
    public static final int DEFAULT_PATIENCE = 10;

    /** The default threshold, as PyTorch's. */
    public static final double DEFAULT_THRESHOLD = 1e-4;

    /** Checks the ranges. */
    public ReduceOnPlateau {
        Require.that(gamma > 0 && gamma < 1, "ReduceOnPlateau", "gamma", "above 0 and below 1", gamma);
        Require.that(patience >= 0, "ReduceOnPlateau", "the patience", "at least 0 evaluations", patience);
        Require.notNegative("ReduceOnPlateau", "the threshold", threshold);
        Require.that(cooldown >= 0, "ReduceOnPlateau", "the cooldown", "at least 0 evaluations", cooldown);
        Require.notNegative("ReduceOnPlateau", "the least factor", least);
    }

    /** Watches a figure that should fall, such as a loss, with the defaults. */
    public static ReduceOnPlateau lowest(String figure) {
        return of(figure, false);
    }

    /** Watches a figure that should rise, such as an accuracy, with the defaults. */
    public static ReduceOnPlateau highest(String figure) {
        return of(figure, true);
    }

    private static ReduceOnPlateau of(String figure, boolean higherIsBetter) {
        return new ReduceOnPlateau(
                figure, higherIsBetter, DEFAULT_GAMMA, DEFAULT_PATIENCE, DEFAULT_THRESHOLD, false, 0, 0);
    }

    /** The same with this factor of each fall. */
    public ReduceOnPlateau withGamma(double newGamma) {
        return new ReduceOnPlateau(figure, higherIsBetter, newGamma, patience, threshold, absolute, cooldown, least);
    }

    /** The same with this patience. */
    public ReduceOnPlateau withPatience(int newPatience) {
        return new ReduceOnPlateau(figure, higherIsBetter, gamma, newPatience, threshold, absolute, cooldown, least);
    }

    /** The same with a threshold that is a share of the best. */
    public ReduceOnPlateau withThreshold(double newThreshold) {
        return new ReduceOnPlateau(figure, higherIsBetter, gamma, patience, newThreshold, false, cooldown, least);
    }

    /** The same with a threshold that is a difference. */
    public ReduceOnPlateau withAbsoluteThreshold(double newThreshold) {
        return new ReduceOnPlateau(figure, higherIsBetter, gamma, patience, newThreshold, true, cooldown, least);
    }

    /** The same with this cooldown. */
    public ReduceOnPlateau withCooldown(int newCooldown) {
        return new ReduceOnPlateau(figure, higherIsBetter, gamma, patience, threshold, absolute, newCooldown, least);
    }

    /** The same with this smallest factor. */
    public ReduceOnPlateau withLeast(double newLeast) {
        return new ReduceOnPlateau(figure, higherIsBetter, gamma, patience, threshold, absolute, cooldown, newLeast);
    }

    /** A schedule with these settings that has heard nothing yet, at the factor 1; for one optimizer. */
    public Schedule start() {
        return new Plateau(this);
    }

    boolean improves(double value, double best) {
        double margin = absolute ? threshold : threshold * Math.abs(best);
        return higherIsBetter ? value > best + margin : value < best - margin;
    }
}
