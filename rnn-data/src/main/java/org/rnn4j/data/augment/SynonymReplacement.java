package org.rnn4j.data.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/**
 * Replaces a share of the words by a random synonym each: {@code max(1, round(rate * words))} of those that have one and
 * are not reserved. A text without such a word stays as it is. Usually keeps the label; a noisy list of synonyms holds
 * opposites too.
 *
 * @param synonyms the words to choose from
 * @param rate the share of all words that is replaced, in (0, 1]
 * @param reserved words that are left alone
 */
public record SynonymReplacement(Synonyms synonyms, double rate, Set<String> reserved) implements TextAugmentation {
    /** Checks the rate and copies the set. */
    public SynonymReplacement {
        Words.requireRate("SynonymReplacement", rate);
        reserved = Set.copyOf(reserved);
    }

    /** No word is reserved. */
    public SynonymReplacement(Synonyms synonyms, double rate) {
        this(synonyms, rate, Set.of());
    }

    @Override
    public List<String> augment(List<String> tokens, RandomKey key) {
        RandomStream random = key.stream();
        int[] positions = Words.shuffled(tokens, reserved, synonyms::has, random);
        List<String> changed = new ArrayList<>(tokens);
        for (int position : Words.first(Words.changes(rate, tokens), positions)) {
            changed.set(position, synonyms.random(tokens.get(position), random));
        }
        return List.copyOf(changed);
    }

    @Override
    public LabelEffect labelEffect() {
        return LabelEffect.USUALLY_KEEPS;
    }
}
