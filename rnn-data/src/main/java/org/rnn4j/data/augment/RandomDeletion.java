package org.rnn4j.data.augment;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.rnn4j.tensor.RandomKey;

/**
 * Leaves out random words: {@code max(1, round(rate * words))} of those that are not reserved, but never the last one
 * left. Usually keeps the label; a word that turns the meaning (not, never) is better reserved.
 *
 * @param rate the share of all words that is left out, in (0, 1]
 * @param reserved words that are kept
 */
public record RandomDeletion(double rate, Set<String> reserved) implements TextAugmentation {
    /** Checks the rate and copies the set. */
    public RandomDeletion {
        Words.requireRate("RandomDeletion", rate);
        reserved = Set.copyOf(reserved);
    }

    /** No word is reserved. */
    public RandomDeletion(double rate) {
        this(rate, Set.of());
    }

    @Override
    public List<String> augment(List<String> tokens, RandomKey key) {
        int[] candidates = Words.shuffled(tokens, reserved, word -> true, key.stream());
        int count = Math.min(Words.changes(rate, tokens), tokens.size() - 1);
        int[] deleted = Words.first(Math.max(0, count), candidates);
        Arrays.sort(deleted);
        return IntStream.range(0, tokens.size())
                .filter(i -> Arrays.binarySearch(deleted, i) < 0)
                .mapToObj(tokens::get)
                .toList();
    }

    @Override
    public LabelEffect labelEffect() {
        return LabelEffect.USUALLY_KEEPS;
    }
}
