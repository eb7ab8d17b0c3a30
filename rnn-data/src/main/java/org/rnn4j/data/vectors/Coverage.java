package org.rnn4j.data.vectors;

import java.util.List;
import java.util.Locale;

/**
 * Which entries of a vocabulary have a vector. Padding and the unknown entry stand for no word and are not counted.
 *
 * @param found how many entries have one as they are written
 * @param foundInLowerCase how many others have one in lower case
 * @param missing the entries without one, in the order of the vocabulary: the most frequent first
 */
public record Coverage(int found, int foundInLowerCase, List<String> missing) {
    /** Copies the list. */
    public Coverage {
        missing = List.copyOf(missing);
    }

    /** The part of the entries that have a vector; NaN for a vocabulary without entries. */
    public double fraction() {
        return (double) (found + foundInLowerCase) / (found + foundInLowerCase + missing.size());
    }

    /** For example {@code 8,123 of 10,000 words have a vector (81.2 %), 210 of them in lower case}. */
    @Override
    public String toString() {
        int all = found + foundInLowerCase + missing.size();
        return String.format(
                Locale.ROOT,
                "%,d of %,d words have a vector (%.1f %%), %,d of them in lower case",
                found + foundInLowerCase,
                all,
                100 * fraction(),
                foundInLowerCase);
    }
}
