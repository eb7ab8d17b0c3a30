package org.rnn4j.data.augment;

import java.util.List;
import org.rnn4j.tensor.RandomKey;

/** One augmentation by chance. */
record OneOf(List<TextAugmentation> choices) implements TextAugmentation {
    OneOf {
        Chain.requireSome("oneOf", choices);
    }

    @Override
    public List<String> augment(List<String> tokens, RandomKey key) {
        int chosen = key.child("choice").stream().nextInt(choices.size());
        return choices.get(chosen).augment(tokens, key.child(chosen));
    }

    @Override
    public LabelEffect labelEffect() {
        return Chain.worst(choices);
    }
}
