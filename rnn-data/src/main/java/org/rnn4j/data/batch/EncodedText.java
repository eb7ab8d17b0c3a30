package org.rnn4j.data.batch;

import java.util.Arrays;
import java.util.List;
import org.rnn4j.data.vocabulary.WordFeatures;

/**
 * A text as numbers of a vocabulary. The arrays are kept, not copied.
 *
 * @param words the numbers of its words
 * @param features for each further kind of entry of {@link WordFeatures} the numbers that belong to the words, that of
 *     padding where there is none
 */
public record EncodedText(int[] words, List<int[]> features) {
    /**
     * Copies the list and checks that every word has its features.
     *
     * @throws IllegalArgumentException if a kind of feature has more or fewer numbers than there are words
     */
    public EncodedText {
        features = List.copyOf(features);
        for (int[] kind : features) {
            if (kind.length != words.length) {
                throw new IllegalArgumentException("EncodedText: expected a feature for each of " + words.length
                        + " words, but got " + kind.length + "; give the number of padding to words without one");
            }
        }
    }

    /**
     * The words from one position to before another, with what belongs to them.
     *
     * @throws IndexOutOfBoundsException unless {@code 0 <= from <= to <=} the number of words
     */
    public EncodedText part(int from, int to) {
        if (from < 0 || to < from || to > words.length) {
            throw new IndexOutOfBoundsException("EncodedText.part: expected positions from 0 to " + words.length
                    + " in ascending order, but got " + from + " to " + to);
        }
        return new EncodedText(
                Arrays.copyOfRange(words, from, to),
                features.stream()
                        .map(kind -> Arrays.copyOfRange(kind, from, to))
                        .toList());
    }

    /**
     * Checks that the words of all texts have as many features.
     *
     * @param who who asks, for the error
     */
    static void requireAlike(String who, List<EncodedText> texts) {
        for (int i = 1; i < texts.size(); i++) {
            int expected = texts.get(0).features().size();
            int actual = texts.get(i).features().size();
            if (actual != expected) {
                throw new IllegalArgumentException(
                        who + ": expected as many kinds of features in each text as text 0 has, which is " + expected
                                + ", but text " + i + " has " + actual + "; encode all of them alike");
            }
        }
    }
}
