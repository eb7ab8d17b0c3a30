package org.rnn4j.data.augment;

import org.rnn4j.tensor.RandomKey;

/**
 * Turns time around. That may change the label: a rise becomes a fall. Use it only where the task is known to look the same
 * backwards.
 */
public record Reverse() implements SeriesAugmentation {
    @Override
    public float[][] augment(float[][] series, RandomKey key) {
        float[][] changed = new float[series.length][];
        for (int t = 0; t < changed.length; t++) {
            changed[t] = series[series.length - 1 - t].clone();
        }
        return changed;
    }

    @Override
    public LabelEffect labelEffect() {
        return LabelEffect.MAY_CHANGE;
    }
}
