package org.rnn4j.data.augment;

import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/**
 * Multiplies each feature by a factor of its own, the same at all steps: {@code exp(deviation z)} with a normal z, so never
 * negative, and as often smaller as larger than 1. Usually keeps the label: where the shape counts and not the size.
 *
 * @param deviation the standard deviation of the factor's logarithm
 */
public record Scaling(double deviation) implements SeriesAugmentation {
    /** Checks the deviation. */
    public Scaling {
        Steps.requirePositive("Scaling", "deviation", deviation);
    }

    @Override
    public float[][] augment(float[][] series, RandomKey key) {
        RandomStream random = key.stream();
        double[] factors = new double[Steps.features(series)];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = StrictMath.exp(deviation * random.nextGaussian());
        }
        float[][] changed = Steps.copy(series);
        for (float[] step : changed) {
            for (int i = 0; i < step.length; i++) {
                step[i] = (float) (step[i] * factors[i]);
            }
        }
        return changed;
    }

    @Override
    public LabelEffect labelEffect() {
        return LabelEffect.USUALLY_KEEPS;
    }
}
