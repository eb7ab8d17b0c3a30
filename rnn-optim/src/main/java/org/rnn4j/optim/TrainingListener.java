package org.rnn4j.optim;

import java.nio.file.Path;
import java.util.Map;
import org.rnn4j.tensor.Tensor;

/**
 * Something that watches a training run. Called on the training thread, in the order in which listeners were added; a
 * listener must not change parameters. Every method does nothing unless overridden.
 */
public interface TrainingListener {
    /** Training begins. */
    default void started(TrainingPlan plan) {}

    /** Training goes on from a checkpoint; called after {@link #started}. */
    default void resumed(Resumption resumption) {}

    /** An epoch begins, or goes on in the middle after {@link #resumed}; {@code epoch} counts from 1. */
    default void epochStarted(int epoch) {}

    /**
     * Whether this listener wants the gradients of a step, counted from 1 through all epochs. Asked before every step;
     * they are copied, which costs time and memory, so ask for those of some steps only.
     */
    default boolean wantsGradients(long step) {
        return false;
    }

    /**
     * The gradients of a step that {@link #wantsGradients} was said yes to, by parameter, as the loss gave them: before
     * penalties and clipping. Called before {@link #stepFinished}; not for a step that was left out because a number was
     * not finite. Parameters without gradient are missing. The tensors are copies, shared by the listeners.
     */
    default void gradientsComputed(long step, Map<String, Tensor> gradients) {}

    /** A step was taken. */
    default void stepFinished(StepReport report) {}

    /** An evaluation begins, in the middle of an epoch or when its batches are done. */
    default void evaluationStarted(int epoch) {}

    /** An evaluation is over. */
    default void evaluationFinished(EvaluationReport report) {}

    /** A checkpoint is on the disk. */
    default void checkpointSaved(Path file) {}

    /** An epoch is over, evaluation included. */
    default void epochFinished(EpochReport report) {}

    /** Training is over; with early stopping, the best weights have been put back. */
    default void finished(TrainingResult result) {}

    /** Training ends with an exception, which is thrown on afterwards. */
    default void failed(Throwable failure) {}
}
