package org.rnn4j.tensor;

/**
 * A figure of merit that is collected batch by batch. Not thread-safe.
 *
 * @param <O> the type of a model's output for one batch
 * @param <Y> the type of the target of one batch
 */
public interface Metric<O, Y> {
    /** A short name such as {@code accuracy}, used as column and JSON key. */
    String name();

    /** Adds one batch of outputs and targets. */
    void add(O outputs, Y targets);

    /** The figure over everything added since the last reset; NaN if nothing was added. */
    double value();

    /** Whether larger figures are better. */
    boolean higherIsBetter();

    /** Forgets what was added. */
    void reset();
}
