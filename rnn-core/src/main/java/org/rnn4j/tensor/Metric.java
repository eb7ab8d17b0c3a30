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

    /**
     * What was added since the last reset, as numbers that {@link #restore} takes: a checkpoint in the middle of an epoch
     * holds them.
     *
     * @throws UnsupportedOperationException unless overridden
     */
    default double[] state() {
        throw new UnsupportedOperationException("Metric " + name()
                + ": cannot be put into a checkpoint in the middle of"
                + " an epoch; override state and restore in " + getClass().getName()
                + ", or take checkpoints at the ends of epochs only");
    }

    /**
     * Puts back what {@link #state} returned, in the place of what was added.
     *
     * @throws UnsupportedOperationException unless overridden
     * @throws IllegalArgumentException if the state is not one of such a metric
     */
    default void restore(double[] state) {
        throw new UnsupportedOperationException("Metric " + name() + ": cannot be restored; override state and restore"
                + " in " + getClass().getName());
    }
}
