package org.rnn4j.data.augment;

import java.util.Arrays;
import org.rnn4j.tensor.RandomKey;

/**
 * Keeps this many neighbouring steps from a random place; a series that is no longer stays whole. Usually keeps the label:
 * where it is seen all along the series.
 *
 * @param length the number of steps that are kept, at least 1
 */
public record RandomCrop(int length) implements SeriesAugmentation {
    /** Checks the length. */
    public RandomCrop {
        if (length < 1) {
            throw new IllegalArgumentException("RandomCrop: expected a length of at least 1, but got " + length);
        }
    }

    @Override
    public float[][] augment(float[][] series, RandomKey key) {
        if (series.length <= length) {
            return Steps.copy(series);
        }
        int from = key.stream().nextInt(series.length - length + 1);
        return Steps.copy(Arrays.copyOfRange(series, from, from + length));
    }

    @Override
    public LabelEffect labelEffect() {
        return LabelEffect.USUALLY_KEEPS;
    }
}
