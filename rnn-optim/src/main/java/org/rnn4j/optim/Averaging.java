package org.rnn4j.optim;

import java.util.Optional;
import org.rnn4j.tensor.Tensor;

/** A rule that keeps an average of the weights in its state; {@link AveragedWeights} puts it into the model. */
public interface Averaging extends Rule {
    /** Whether there is an average of a parameter, which was updated at least once; here there always is. */
    default boolean isAveraged(Slot slot) {
        return true;
    }

    /**
     * A copy of the average of one parameter, which was updated at least once; not during a step.
     *
     * @throws IllegalStateException if nothing was averaged yet
     */
    Tensor average(Slot slot);

    @Override
    default Optional<Averaging> averaging() {
        return Optional.of(this);
    }
}
