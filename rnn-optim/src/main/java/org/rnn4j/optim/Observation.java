package org.rnn4j.optim;

/**
 * A figure of an evaluation, such as a validation loss, that a rule watches; see {@link Rule#watchedFigure}.
 *
 * @param step how many steps had been taken then, at least 0
 * @param value the figure, finite
 */
public record Observation(long step, double value) {
    /** Checks the ranges. */
    public Observation {
        Require.that(step >= 0, "Observation", "the step", "at least 0", step);
        Require.finite("Observation", "the value", value);
    }
}
