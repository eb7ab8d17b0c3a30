package org.rnn4j.data.augment;

import java.util.List;
import org.rnn4j.tensor.RandomKey;

/** One augmentation of several, by chance. */
record OneSeriesOf(List<SeriesAugmentation> choices) implements SeriesAugmentation {
    OneSeriesOf {
        SeriesChain.requireSome("oneOf", choices);
    }

    @Override
    public float[][] augment(float[][] series, RandomKey key) {
        int chosen = key.child("choice").stream().nextInt(choices.size());
        return choices.get(chosen).augment(series, key.child("change"));
    }

    @Override
    public LabelEffect labelEffect() {
        return SeriesChain.worst(choices);
    }
}
