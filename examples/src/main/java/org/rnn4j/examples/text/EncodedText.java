package org.rnn4j.examples.text;

import java.util.Arrays;
import java.util.List;
import org.rnn4j.data.vocabulary.WordFeatures;

/**
 * A text as numbers.
 *
 * @param words the numbers of its words
 * @param features for each further kind of entry of {@link WordFeatures} the numbers that belong to the words, that of
 *     padding where there is none
 */
public record EncodedText(int[] words, List<int[]> features) {
    /** The words from one position to before another, with what belongs to them. */
    public EncodedText part(int from, int to) {
        return new EncodedText(
                Arrays.copyOfRange(words, from, to),
                features.stream()
                        .map(kind -> Arrays.copyOfRange(kind, from, to))
                        .toList());
    }
}
