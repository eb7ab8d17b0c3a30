package org.rnn4j.data.augment;

import java.util.List;
import org.rnn4j.tensor.RandomKey;

/** An augmentation of a share of the texts. */
record Sometimes(TextAugmentation change, double chance) implements TextAugmentation {
    Sometimes {
        if (!(chance >= 0 && chance <= 1)) {
            throw new IllegalArgumentException(
                    "TextAugmentation.withChance: expected a share from 0 to 1, but got " + chance);
        }
    }

    @Override
    public List<String> augment(List<String> tokens, RandomKey key) {
        boolean changes = key.child("chance").stream().nextDouble() < chance;
        return changes ? change.augment(tokens, key.child("change")) : tokens;
    }

    @Override
    public LabelEffect labelEffect() {
        return change.labelEffect();
    }
}
