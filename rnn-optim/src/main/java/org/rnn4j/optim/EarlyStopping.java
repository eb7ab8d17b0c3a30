package org.rnn4j.optim;

/**
 * When to stop, and which weights were the best: one of the evaluator's figures is watched. Training ends once {@code
 * patience} evaluations in a row brought no progress. However it ends, the weights of the best evaluation are put back.
 *
 * <p>Progress is an improvement by more than {@code minimumDelta} on the last value that was progress. The best evaluation
 * is the first with the best value, however small its advantage. During the first {@code warmUp} evaluations, nothing
 * counts against the patience. Evaluations follow each epoch unless {@link Trainer.Builder#evaluateEvery} says
 * otherwise.
 *
 * @param figure the name of the figure, such as {@code loss}
 * @param higherIsBetter whether larger values are better
 * @param minimumDelta what an improvement must exceed to count as progress, finite and at least 0
 * @param patience after how many evaluations without progress training ends, at least 1
 * @param warmUp how many evaluations pass before patience is counted, at least 0
 */
public record EarlyStopping(String figure, boolean higherIsBetter, double minimumDelta, int patience, int warmUp) {
    /** Checks the ranges. */
    public EarlyStopping {
        Require.notNegative("EarlyStopping", "the minimum delta", minimumDelta);
        Require.that(patience >= 1, "EarlyStopping", "the patience", "at least 1 evaluation", patience);
        Require.that(warmUp >= 0, "EarlyStopping", "the warm-up", "at least 0 evaluations", warmUp);
    }

    /** Watches a figure that should fall, such as a loss. */
    public static EarlyStopping lowest(String figure, int patience) {
        return new EarlyStopping(figure, false, 0, patience, 0);
    }

    /** Watches a figure that should rise, such as an accuracy. */
    public static EarlyStopping highest(String figure, int patience) {
        return new EarlyStopping(figure, true, 0, patience, 0);
    }

    /** The same with this minimum delta. */
    public EarlyStopping withMinimumDelta(double newMinimumDelta) {
        return new EarlyStopping(figure, higherIsBetter, newMinimumDelta, patience, warmUp);
    }

    /** The same with this warm-up. */
    public EarlyStopping withWarmUp(int newWarmUp) {
        return new EarlyStopping(figure, higherIsBetter, minimumDelta, patience, newWarmUp);
    }

    /** By how much {@code value} is better than {@code reference}; negative if it is worse. */
    double advantage(double value, double reference) {
        return higherIsBetter ? value - reference : reference - value;
    }
}
