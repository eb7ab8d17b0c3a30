package org.rnn4j.loss;

import java.util.Arrays;
import org.rnn4j.tensor.Tensor;

/**
 * The pinball loss, which is least where the prediction is a quantile of the targets (Koenker and Bassett 1978): with
 * {@code e = target - x}, {@code q * e} if e is above 0 and {@code (q - 1) * e} otherwise. For q = 1/2 it is half the
 * absolute error.
 *
 * <p>With n quantiles the last axis holds groups of n predictions, one for each quantile in turn; {@link #repeat} brings
 * targets into that shape. Immutable.
 */
public final class Pinball implements ElementLoss {
    private final float[] quantiles;
    private final Reduction reduction;

    private Pinball(float[] quantiles, Reduction reduction) {
        this.quantiles = quantiles;
        this.reduction = reduction;
    }

    /** The mean pinball loss for these quantiles, each between 0 and 1. */
    public static Pinball of(double... quantiles) {
        if (quantiles.length == 0) {
            throw new IllegalArgumentException("Pinball: expected at least 1 quantile, but got none");
        }
        float[] checked = new float[quantiles.length];
        for (int i = 0; i < checked.length; i++) {
            checked[i] = (float) quantiles[i];
            if (!(checked[i] > 0 && checked[i] < 1)) {
                throw new IllegalArgumentException(
                        "Pinball: expected quantiles between 0 and 1, but got " + quantiles[i]);
            }
        }
        return new Pinball(checked, Reduction.MEAN);
    }

    /** The same with another reduction. */
    public Pinball reduction(Reduction kind) {
        return new Pinball(quantiles, kind);
    }

    /** The targets {@code [..., m]} with each value once for every quantile: {@code [..., m * n]}. */
    public Tensor repeat(Tensor targets) {
        if (targets.rank() == 0) {
            throw new IllegalArgumentException("Pinball.repeat: expected targets with at least 1 axis, but got []");
        }
        int[] shape = targets.shape();
        shape[shape.length - 1] = StrictMath.multiplyExact(shape[shape.length - 1], quantiles.length);
        Tensor repeated = Tensor.zeros(shape);
        for (int i = 0; i < repeated.count(); i++) {
            repeated.values()[i] = targets.values()[i / quantiles.length];
        }
        return repeated;
    }

    @Override
    public Reduction reduction() {
        return reduction;
    }

    @Override
    public void requireShape(int[] shape) {
        int features = shape.length == 0 ? 1 : shape[shape.length - 1];
        if (features % quantiles.length != 0) {
            throw new IllegalArgumentException("Pinball: expected a last axis of groups of " + quantiles.length
                    + " predictions, one for each quantile, but got the shape " + Arrays.toString(shape));
        }
    }

    @Override
    public float value(float prediction, float target, int feature) {
        float q = quantiles[feature % quantiles.length];
        float error = target - prediction;
        return error > 0 ? q * error : (q - 1f) * error;
    }

    @Override
    public float slope(float prediction, float target, int feature) {
        float q = quantiles[feature % quantiles.length];
        float error = target - prediction;
        return error > 0 ? -q : error < 0 ? 1f - q : 0f;
    }

    @Override
    public String toString() {
        return "Pinball[quantiles=" + Arrays.toString(quantiles) + ", reduction=" + reduction + "]";
    }
}
