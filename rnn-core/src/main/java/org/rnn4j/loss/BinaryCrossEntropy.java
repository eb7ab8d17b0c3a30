package org.rnn4j.loss;

import java.util.Arrays;
import org.rnn4j.autograd.Var;
import org.rnn4j.tensor.Tensor;

/**
 * Binary cross-entropy between logits and targets in [0, 1].
 *
 * <p>The loss of an element is {@code (1 - t) * softplus(x) + p * t * softplus(-x)}, with the positive weight p (1
 * without), computed in double: exact however large the logit. Immutable.
 */
public final class BinaryCrossEntropy implements ElementLoss {
    private static final BinaryCrossEntropy STANDARD = new BinaryCrossEntropy(new float[] {1f}, Reduction.MEAN);

    private final float[] positiveWeights;
    private final Reduction reduction;

    private BinaryCrossEntropy(float[] positiveWeights, Reduction reduction) {
        this.positiveWeights = positiveWeights;
        this.reduction = reduction;
    }

    /** No positive weight, the mean. */
    public static BinaryCrossEntropy fromLogits() {
        return STANDARD;
    }

    /** The mean binary cross-entropy of all elements. */
    public static Var mean(Var logits, Tensor target) {
        return STANDARD.of(logits, target);
    }

    /** The same with a weight of positive targets: one for all, or one for each feature of the last axis. */
    public BinaryCrossEntropy positiveWeight(float... weights) {
        if (weights.length == 0) {
            throw new IllegalArgumentException("BinaryCrossEntropy: expected at least 1 positive weight, but got none");
        }
        for (float weight : weights) {
            if (!(weight >= 0) || Float.isInfinite(weight)) {
                throw new IllegalArgumentException(
                        "BinaryCrossEntropy: expected finite positive weights of at least 0, but got " + weight);
            }
        }
        return new BinaryCrossEntropy(weights.clone(), reduction);
    }

    /** The same with another reduction. */
    public BinaryCrossEntropy reduction(Reduction kind) {
        return new BinaryCrossEntropy(positiveWeights, kind);
    }

    @Override
    public Reduction reduction() {
        return reduction;
    }

    @Override
    public void requireShape(int[] shape) {
        int features = shape.length == 0 ? 1 : shape[shape.length - 1];
        if (positiveWeights.length != 1 && positiveWeights.length != features) {
            throw new IllegalArgumentException("BinaryCrossEntropy: expected 1 positive weight, or one for each of the "
                    + features + " features of the shape " + Arrays.toString(shape) + ", but got "
                    + positiveWeights.length);
        }
    }

    @Override
    public void requireTarget(float target, int place) {
        if (!(target >= 0f && target <= 1f)) {
            throw new IllegalArgumentException(
                    "BinaryCrossEntropy: expected targets from 0 to 1, but element " + place + " is " + target);
        }
    }

    private float positiveWeight(int feature) {
        return positiveWeights.length == 1 ? positiveWeights[0] : positiveWeights[feature];
    }

    @Override
    public float value(float prediction, float target, int feature) {
        double negative = (1d - target) * softplus(prediction);
        return (float) (negative + (double) positiveWeight(feature) * target * softplus(-prediction));
    }

    @Override
    public float slope(float prediction, float target, int feature) {
        double negative = (1d - target) * sigmoid(prediction);
        return (float) (negative - (double) positiveWeight(feature) * target * sigmoid(-prediction));
    }

    private static double softplus(double x) {
        return (x <= 0 ? 0 : x) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    private static double sigmoid(double x) {
        double e = StrictMath.exp(-Math.abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    @Override
    public String toString() {
        return "BinaryCrossEntropy[positiveWeights=" + Arrays.toString(positiveWeights) + ", reduction=" + reduction
                + "]";
    }
}
