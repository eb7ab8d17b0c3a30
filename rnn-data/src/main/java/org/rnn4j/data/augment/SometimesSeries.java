package org.rnn4j.data.augment;

import org.rnn4j.tensor.RandomKey;

/** An augmentation of a share of the series. */
record SometimesSeries(SeriesAugmentation change, double chance) implements SeriesAugmentation {
    SometimesSeries {
        if (!(chance >= 0 && chance <= 1)) {
            throw new IllegalArgumentException(
                    "SeriesAugmentation.withChance: expected a share from 0 to 1, but got " + chance);
        }
    }

    @Override
    public float[][] augment(float[][] series, RandomKey key) {
        boolean changes = key.child("chance").stream().nextDouble() < chance;
        return changes ? change.augment(series, key.child("change")) : Steps.copy(series);
    }

    @Override
    public LabelEffect labelEffect() {
        return change.labelEffect();
    }
}
