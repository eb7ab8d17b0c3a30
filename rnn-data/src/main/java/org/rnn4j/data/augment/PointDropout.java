package org.rnn4j.data.augment;

import java.util.Arrays;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/**
 * Loses random steps, as a sensor does that is not always heard; the series stays as long as it was. Usually keeps the
 * label.
 *
 * @param rate the chance of each step to be lost, in (0, 1)
 * @param filler what stands in the place of a lost step
 */
public record PointDropout(double rate, Filler filler) implements SeriesAugmentation {
    /** What stands in the place of a lost step. */
    public enum Filler {
        /** The last step that was not lost; before the first of these zeros. */
        LAST,

        /** Zeros. */
        ZERO,

        /** NaN, for a model that is told what is missing. */
        MISSING
    }

    /** Checks the rate. */
    public PointDropout {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException("PointDropout: expected a rate between 0 and 1, but got " + rate);
        }
    }

    @Override
    public float[][] augment(float[][] series, RandomKey key) {
        RandomStream random = key.stream();
        float[][] changed = Steps.copy(series);
        float[] last = new float[Steps.features(series)];
        for (float[] step : changed) {
            if (random.nextDouble() >= rate) {
                last = step;
            } else if (filler == Filler.LAST) {
                System.arraycopy(last, 0, step, 0, step.length);
            } else {
                Arrays.fill(step, filler == Filler.ZERO ? 0 : Float.NaN);
            }
        }
        return changed;
    }

    @Override
    public LabelEffect labelEffect() {
        return LabelEffect.USUALLY_KEEPS;
    }
}
