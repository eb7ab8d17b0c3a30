package org.rnn4j.data.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The n-grams of a text: every run of neighbouring tokens with a length from {@code shortest} to {@code longest}.
 *
 * <p>An n-gram is the list of its tokens and not a joined text, since {@code [new, york city]} and {@code [new york,
 * city]} are not the same. A text shorter than {@code shortest} has none.
 *
 * @param shortest the fewest tokens of an n-gram, at least 1
 * @param longest the most tokens of an n-gram
 */
public record Ngrams(int shortest, int longest) {
    /** Checks that both are at least 1 and in order. */
    public Ngrams {
        if (shortest < 1 || longest < shortest) {
            throw new IllegalArgumentException("Ngrams: expected lengths of at least 1, the shortest first, but got "
                    + shortest + " to " + longest);
        }
    }

    /** The n-grams from 1 to this many tokens. */
    public static Ngrams upTo(int longest) {
        return new Ngrams(1, longest);
    }

    /** All n-grams: the shortest ones first, those of one length in the order of the text. */
    public List<List<String>> of(List<String> tokens) {
        List<String> text = List.copyOf(tokens);
        List<List<String>> ngrams = new ArrayList<>();
        for (int length = shortest; length <= longest; length++) {
            for (int from = 0; from + length <= text.size(); from++) {
                ngrams.add(text.subList(from, from + length));
            }
        }
        return ngrams;
    }

    /** How often each n-gram occurs, in the order of {@link #of}. */
    public Map<List<String>, Integer> counts(List<String> tokens) {
        Map<List<String>, Integer> counts = new LinkedHashMap<>();
        of(tokens).forEach(ngram -> counts.merge(ngram, 1, Integer::sum));
        return Collections.unmodifiableMap(counts);
    }
}
