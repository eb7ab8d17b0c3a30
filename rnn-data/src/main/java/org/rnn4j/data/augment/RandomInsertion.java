package org.rnn4j.data.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/**
 * Inserts synonyms of random words of the text at random places: {@code max(1, round(rate * words))} of them. A text
 * without a word that has a synonym and is not reserved stays as it is. Usually keeps the label.
 *
 * @param synonyms the words to choose from
 * @param rate how many are inserted, as a share of all words, in (0, 1]
 * @param reserved words whose synonyms are not inserted
 */
public record RandomInsertion(Synonyms synonyms, double rate, Set<String> reserved) implements TextAugmentation {
    /** Checks the rate and copies the set. */
    public RandomInsertion {
        Words.requireRate("RandomInsertion", rate);
        reserved = Set.copyOf(reserved);
    }

    /** No word is reserved. */
    public RandomInsertion(Synonyms synonyms, double rate) {
        this(synonyms, rate, Set.of());
    }

    @Override
    public List<String> augment(List<String> tokens, RandomKey key) {
        RandomStream random = key.stream();
        int[] sources = Words.shuffled(tokens, reserved, synonyms::has, random);
        List<String> changed = new ArrayList<>(tokens);
        for (int left = sources.length == 0 ? 0 : Words.changes(rate, tokens); left > 0; left--) {
            String source = tokens.get(sources[random.nextInt(sources.length)]);
            changed.add(random.nextInt(changed.size() + 1), synonyms.random(source, random));
        }
        return List.copyOf(changed);
    }

    @Override
    public LabelEffect labelEffect() {
        return LabelEffect.USUALLY_KEEPS;
    }
}
