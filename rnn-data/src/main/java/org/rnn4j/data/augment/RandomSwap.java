package org.rnn4j.data.augment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/**
 * Swaps two random words, {@code max(1, round(rate * words))} times. A text without two words that are not reserved stays
 * as it is. Usually keeps the label of a whole text, though order carries meaning (what is negated); never use it for
 * labels of single words.
 *
 * @param rate the number of swaps as a share of all words, in (0, 1]
 * @param reserved words that stay where they are
 */
public record RandomSwap(double rate, Set<String> reserved) implements TextAugmentation {
    /** Checks the rate and copies the set. */
    public RandomSwap {
        Words.requireRate("RandomSwap", rate);
        reserved = Set.copyOf(reserved);
    }

    /** No word is reserved. */
    public RandomSwap(double rate) {
        this(rate, Set.of());
    }

    @Override
    public List<String> augment(List<String> tokens, RandomKey key) {
        RandomStream random = key.stream();
        int[] movable = Words.shuffled(tokens, reserved, word -> true, random);
        List<String> changed = new ArrayList<>(tokens);
        for (int left = movable.length < 2 ? 0 : Words.changes(rate, tokens); left > 0; left--) {
            int first = random.nextInt(movable.length);
            int second = (first + 1 + random.nextInt(movable.length - 1)) % movable.length; // another one
            Collections.swap(changed, movable[first], movable[second]);
        }
        return List.copyOf(changed);
    }

    @Override
    public LabelEffect labelEffect() {
        return LabelEffect.USUALLY_KEEPS;
    }
}
