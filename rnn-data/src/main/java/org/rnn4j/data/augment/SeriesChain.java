package org.rnn4j.data.augment;

import java.util.Collections;
import java.util.List;
import org.rnn4j.tensor.RandomKey;

/** Augmentations one after the other. */
record SeriesChain(List<SeriesAugmentation> steps) implements SeriesAugmentation {
    SeriesChain {
        requireSome("chain", steps);
    }

    static void requireSome(String name, List<SeriesAugmentation> all) {
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    "SeriesAugmentation." + name + ": expected at least 1 augmentation, but got none");
        }
    }

    static LabelEffect worst(List<SeriesAugmentation> all) {
        return Collections.max(all.stream().map(SeriesAugmentation::labelEffect).toList());
    }

    @Override
    public float[][] augment(float[][] series, RandomKey key) {
        float[][] changed = Steps.copy(series);
        for (int i = 0; i < steps.size(); i++) {
            changed = steps.get(i).augment(changed, key.child(i));
        }
        return changed;
    }

    @Override
    public LabelEffect labelEffect() {
        return worst(steps);
    }
}
