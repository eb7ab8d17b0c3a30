package org.rnn4j.optim;

/**
 * Something that watches a training run. Called on the training thread, in the order in which listeners were added; a
 * listener must not change parameters. Every method does nothing unless overridden.
 */
public interface TrainingListener {
    /** Training begins. */
    default void started(TrainingPlan plan) {}

    /** An epoch begins; {@code epoch} counts from 1. */
    default void epochStarted(int epoch) {}

    /** A step was taken. */
    default void stepFinished(StepReport report) {}

    /** The batches of an epoch are done, and evaluation begins. */
    default void evaluationStarted(int epoch) {}

    /** An epoch is over, evaluation included. */
    default void epochFinished(EpochReport report) {}

    /** Training is over; with early stopping, the best weights have been put back. */
    default void finished(TrainingResult result) {}

    /** Training ends with an exception, which is thrown on afterwards. */
    default void failed(Throwable failure) {}
}
