package org.rnn4j.optim;

/**
 * How often something happens in training: after every so many steps, counted through all epochs, or after every so many
 * epochs.
 *
 * @param count how many, at least 1
 * @param unit of what
 */
public record Every(long count, Unit unit) {
    /** What is counted. */
    public enum Unit {
        /** Steps of the whole run. */
        STEPS,
        /** Whole epochs. */
        EPOCHS
    }

    /** Checks the range. */
    public Every {
        Require.that(count >= 1, "Every", "the count", "at least 1", count);
    }

    /** After every so many steps. */
    public static Every steps(long count) {
        return new Every(count, Unit.STEPS);
    }

    /** After every so many epochs. */
    public static Every epochs(long count) {
        return new Every(count, Unit.EPOCHS);
    }

    boolean isDueAfterStep(long step) {
        return unit == Unit.STEPS && step % count == 0;
    }

    boolean isDueAfterEpoch(long epoch) {
        return unit == Unit.EPOCHS && epoch % count == 0;
    }
}
