package org.rnn4j.loss;

import org.rnn4j.autograd.Var;
import org.rnn4j.tensor.Tensor;

/**
 * The squared error {@code (x - target)^2}.
 *
 * @param reduction how elements are put together
 */
public record MeanSquaredError(Reduction reduction) implements ElementLoss {
    /** The mean squared error. */
    public static MeanSquaredError standard() {
        return new MeanSquaredError(Reduction.MEAN);
    }

    /** The mean squared error of all elements. */
    public static Var mean(Var prediction, Tensor target) {
        return standard().of(prediction, target);
    }

    /** The same with another reduction. */
    public MeanSquaredError reduction(Reduction kind) {
        return new MeanSquaredError(kind);
    }

    @Override
    public float value(float prediction, float target, int feature) {
        float difference = prediction - target;
        return difference * difference;
    }

    @Override
    public float slope(float prediction, float target, int feature) {
        return 2f * (prediction - target);
    }
}
