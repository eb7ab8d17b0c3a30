package org.rnn4j.loss;

import org.rnn4j.autograd.Var;
import org.rnn4j.tensor.Tensor;

/**
 * The absolute error {@code |x - target|}; its slope where they are equal is taken as 0.
 *
 * @param reduction how elements are put together
 */
public record MeanAbsoluteError(Reduction reduction) implements ElementLoss {
    /** The mean absolute error. */
    public static MeanAbsoluteError standard() {
        return new MeanAbsoluteError(Reduction.MEAN);
    }

    /** The mean absolute error of all elements. */
    public static Var mean(Var prediction, Tensor target) {
        return standard().of(prediction, target);
    }

    /** The same with another reduction. */
    public MeanAbsoluteError reduction(Reduction kind) {
        return new MeanAbsoluteError(kind);
    }

    @Override
    public float value(float prediction, float target, int feature) {
        return Math.abs(prediction - target);
    }

    @Override
    public float slope(float prediction, float target, int feature) {
        return prediction > target ? 1f : prediction < target ? -1f : 0f;
    }
}
