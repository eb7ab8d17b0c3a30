package org.rnn4j.data.vectors;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;

/**
 * The vectors of a vocabulary's entries, as the first values of an embedding, and which of them were found.
 *
 * <p>A word is looked up as it is written, then in lower case by the rules of {@link Locale#ROOT}. The row of padding is
 * zero. The unknown entry and words without a vector get random rows: normal numbers whose mean square is that of the
 * vectors found, from {@code key.child(word)}, so that one word's row does not depend on the others.
 *
 * @param values the rows {@code [vocabulary, width]}
 * @param coverage which words were found
 */
public record VectorTable(Tensor values, Coverage coverage) {
    /** Which words of a file {@link #of} can use: the entries as they are written, and in lower case. */
    public static Predicate<String> wanted(Vocabulary vocabulary) {
        Set<String> words = new HashSet<>();
        for (int id = Vocabulary.PADDING + 1; id < vocabulary.size(); id++) {
            words.add(vocabulary.token(id));
            words.add(vocabulary.token(id).toLowerCase(Locale.ROOT));
        }
        return words::contains;
    }

    /**
     * The table of a vocabulary.
     *
     * @throws IllegalArgumentException if the vocabulary has words and none of them has a vector
     */
    public static VectorTable of(Vocabulary vocabulary, WordVectors vectors, RandomKey key) {
        int width = vectors.width();
        Tensor values = Tensor.zeros(vocabulary.size(), width);
        List<Integer> empty = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        int found = 0;
        int inLowerCase = 0;
        double squares = 0;
        for (int id = Vocabulary.PADDING + 1; id < vocabulary.size(); id++) {
            String word = vocabulary.token(id);
            String lower = word.toLowerCase(Locale.ROOT);
            boolean asWritten = vectors.contains(word);
            if (isUnknown(vocabulary, id)) {
                empty.add(id);
            } else if (asWritten || vectors.contains(lower)) {
                squares += put(values, id, vectors.vector(asWritten ? word : lower));
                found += asWritten ? 1 : 0;
                inLowerCase += asWritten ? 0 : 1;
            } else {
                empty.add(id);
                missing.add(word);
            }
        }
        if (found + inLowerCase == 0 && !missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "VectorTable: none of the " + missing.size()
                            + " words of the vocabulary has a vector; are the vectors of this language, and read in their format?");
        }
        double scale = Math.sqrt(squares / Math.max(1L, (long) (found + inLowerCase) * width));
        for (int id : empty) {
            put(values, id, random(width, scale, key.child(vocabulary.token(id)).stream()));
        }
        return new VectorTable(values, new Coverage(found, inLowerCase, missing));
    }

    private static boolean isUnknown(Vocabulary vocabulary, int id) {
        return vocabulary.unknownId().isPresent() && vocabulary.unknownId().getAsInt() == id;
    }

    /** Returns the sum of squares. */
    private static double put(Tensor values, int id, float[] vector) {
        System.arraycopy(vector, 0, values.values(), id * vector.length, vector.length);
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        return sum;
    }

    private static float[] random(int width, double scale, RandomStream random) {
        float[] row = new float[width];
        for (int i = 0; i < width; i++) {
            row[i] = (float) (scale * random.nextGaussian());
        }
        return row;
    }
}
