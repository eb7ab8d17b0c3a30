package org.rnn4j.data.augment;

import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/**
 * Adds normal noise to every value. Usually keeps the label: as long as the noise is small against what tells the classes
 * apart.
 *
 * @param deviation the standard deviation of the noise, in the units of the values: scale the features before
 */
public record Jitter(double deviation) implements SeriesAugmentation {
    /** Checks the deviation. */
    public Jitter {
        Steps.requirePositive("Jitter", "deviation", deviation);
    }

    @Override
    public float[][] augment(float[][] series, RandomKey key) {
        RandomStream random = key.stream();
        float[][] changed = Steps.copy(series);
        for (float[] step : changed) {
            for (int i = 0; i < step.length; i++) {
                step[i] = (float) (step[i] + deviation * random.nextGaussian());
            }
        }
        return changed;
    }

    @Override
    public LabelEffect labelEffect() {
        return LabelEffect.USUALLY_KEEPS;
    }
}
