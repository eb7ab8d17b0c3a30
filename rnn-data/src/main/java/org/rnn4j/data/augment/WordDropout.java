package org.rnn4j.data.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.tensor.RandomKey;

/**
 * Puts the mark of unknown words in the place of random words: {@code max(1, round(rate * words))} of those that are not
 * reserved. The length stays, and the model learns what to do about words it does not know. Usually keeps the label.
 * Source: Iyyer et al., Deep unordered composition rivals syntactic methods for text classification, 2015.
 *
 * @param rate the share of all words that is replaced, in (0, 1]
 * @param unknown the mark, usually the name of the vocabulary's unknown entry
 * @param reserved words that are kept
 */
public record WordDropout(double rate, String unknown, Set<String> reserved) implements TextAugmentation {
    /** Checks the rate and copies the set. */
    public WordDropout {
        Words.requireRate("WordDropout", rate);
        reserved = Set.copyOf(reserved);
    }

    /** The default mark of {@link Vocabulary}, and no word reserved. */
    public WordDropout(double rate) {
        this(rate, Vocabulary.DEFAULT_UNKNOWN_NAME, Set.of());
    }

    @Override
    public List<String> augment(List<String> tokens, RandomKey key) {
        int[] candidates = Words.shuffled(tokens, reserved, word -> true, key.stream());
        List<String> changed = new ArrayList<>(tokens);
        for (int position : Words.first(Words.changes(rate, tokens), candidates)) {
            changed.set(position, unknown);
        }
        return List.copyOf(changed);
    }

    @Override
    public LabelEffect labelEffect() {
        return LabelEffect.USUALLY_KEEPS;
    }
}
