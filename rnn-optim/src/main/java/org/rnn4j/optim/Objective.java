package org.rnn4j.optim;

import java.util.Map;
import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.io.StoredTensor;
import org.rnn4j.tensor.Batch;

/**
 * What is minimized: a loss for each batch, and the parameters it depends on. Several outputs, carried state or
 * decoders are the objective's own business. {@link Supervised} is the usual one.
 *
 * @param <B> the type of a batch
 */
public interface Objective<B> extends Parameterized {
    /** The loss of one batch, a value with one element: the mean over the batch. */
    Var loss(Tape tape, B batch);

    /**
     * How many examples a batch has, for reports of progress and speed.
     *
     * @throws UnsupportedOperationException for a type other than {@link Batch}, unless overridden
     */
    default long examples(B batch) {
        if (batch instanceof Batch<?, ?> sized) {
            return sized.size();
        }
        throw new UnsupportedOperationException("Objective.examples: a batch of "
                + batch.getClass().getName() + " does not tell its size; override examples in "
                + getClass().getName());
    }

    /**
     * How many items the loss of a batch is the mean of, at least 1, which is its weight in the mean loss of an epoch and
     * where several batches make one step, see {@link Trainer.Builder#accumulate}: the examples, unless overridden. A loss
     * over all steps of sequences has as many items as there are valid steps.
     */
    default long items(B batch) {
        return examples(batch);
    }

    /** Further figures over the batches since the last call, which are forgotten then; none here. */
    default Map<String, Double> takeFigures() {
        return Map.of();
    }

    /**
     * What the objective remembers from batch to batch, for a checkpoint: carried recurrent state, half-collected figures.
     * Nothing here, which is right where a loss depends on its batch and the parameters alone.
     */
    default Map<String, StoredTensor> state() {
        return Map.of();
    }

    /**
     * Puts back what {@link #state} returned.
     *
     * @throws IllegalArgumentException if it is not the state of such an objective
     */
    default void restore(Map<String, StoredTensor> state) {
        if (!state.isEmpty()) {
            throw new IllegalArgumentException("Objective.restore: expected no state, because this objective remembers"
                    + " nothing, but got " + state.keySet() + "; was it taken from another objective?");
        }
    }
}
