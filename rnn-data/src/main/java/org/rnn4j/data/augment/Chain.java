package org.rnn4j.data.augment;

import java.util.Collections;
import java.util.List;
import org.rnn4j.tensor.RandomKey;

/** Augmentations one after the other. */
record Chain(List<TextAugmentation> steps) implements TextAugmentation {
    Chain {
        requireSome("chain", steps);
    }

    static void requireSome(String name, List<TextAugmentation> all) {
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    "TextAugmentation." + name + ": expected at least 1 augmentation, but got none");
        }
    }

    /** The worst of their effects on a label. */
    static LabelEffect worst(List<TextAugmentation> all) {
        return Collections.max(all.stream().map(TextAugmentation::labelEffect).toList());
    }

    @Override
    public List<String> augment(List<String> tokens, RandomKey key) {
        List<String> changed = tokens;
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
