package org.rnn4j.optim;

import java.util.Map;
import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
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
     * How many examples a batch has, which is its weight in means over an epoch.
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

    /** Further figures over the batches since the last call, which are forgotten then; none here. */
    default Map<String, Double> takeFigures() {
        return Map.of();
    }
}
