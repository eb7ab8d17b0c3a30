package org.rnn4j.loss;

import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Var;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

/**
 * A loss of every element by itself. What has to be said is its value and slope; masks, sequences, reductions and
 * gradients follow. Implementations are immutable.
 */
public interface ElementLoss {
    /** The loss of one element; {@code feature} is its place on the last axis. */
    float value(float prediction, float target, int feature);

    /** The derivative of {@link #value} with respect to the prediction. */
    float slope(float prediction, float target, int feature);

    /** How the losses of the elements are put together. */
    Reduction reduction();

    /** Throws, opening the message with this loss's name, unless the loss fits values of this shape. */
    default void requireShape(int[] shape) {}

    /** Throws, opening the message with this loss's name, unless this is a legal target; {@code place} says where it is. */
    default void requireTarget(float target, int place) {
        if (!Float.isFinite(target)) {
            throw new IllegalArgumentException(
                    getClass().getSimpleName() + ": expected finite targets, but element " + place + " is " + target);
        }
    }

    /**
     * The loss of predictions against targets of the same shape.
     *
     * @throws IllegalArgumentException if shapes differ, a target is illegal, or the mean is over nothing
     */
    default Var of(Var prediction, Tensor target) {
        return new ElementLossOperation(this, prediction, target).ofAll();
    }

    /** The loss over the elements where the mask is true; it has one entry per element, row-major. */
    default Var of(Var prediction, Tensor target, boolean[] mask) {
        return new ElementLossOperation(this, prediction, target).ofMasked(mask);
    }

    /** The loss over the valid steps; targets {@code [time, batch, feature]} in the padding may be anything. */
    default Var of(Sequence prediction, Tensor target) {
        return new ElementLossOperation(this, prediction.values(), target).ofValid(prediction);
    }

    /** The loss over the valid steps, against a batch of the same lengths. */
    default Var of(Sequence prediction, SeriesBatch target) {
        if (!target.lengths().equals(prediction.lengths())) {
            throw new IllegalArgumentException(getClass().getSimpleName() + ": expected targets with "
                    + prediction.lengths() + ", but got " + target.lengths());
        }
        return of(prediction, target.values());
    }
}
