package org.rnn4j.data.text;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Learns a {@link BytePairTokenizer} from texts: the pair of neighbouring tokens that occurs most often becomes a token of
 * its own, again and again. Of pairs that occur equally often the one with the smaller bytes is taken, so the result does
 * not depend on the order of the texts. Overlapping occurrences ({@code aaa}) are counted as they stand.
 *
 * <pre>{@code
 * BytePairTokenizer tokenizer = new BytePairTrainer().addAll(trainingTexts).train(8_000);
 * Vocabulary vocabulary = Vocabulary.withoutUnknown(tokenizer.alphabet());
 * }</pre>
 *
 * <p>Memory grows with the number of different pieces, not with the number of texts. Not thread-safe.
 */
public final class BytePairTrainer {
    private static final int BYTES = 256;

    private final Map<String, Long> pieces = new HashMap<>();
    private long minimumCount = 2;

    /** Counts one text. Use training texts only. */
    public BytePairTrainer add(String text) {
        BytePairTokenizer.pieces(text).forEach(piece -> pieces.merge(piece, 1L, Long::sum));
        return this;
    }

    /** Counts several texts. */
    public BytePairTrainer addAll(Iterable<String> texts) {
        texts.forEach(this::add);
        return this;
    }

    /** Merges no pair that occurs less often than this; 2 unless given. */
    public BytePairTrainer minimumCount(long newMinimum) {
        if (newMinimum < 1) {
            throw new IllegalArgumentException(
                    "BytePairTrainer: expected a minimum count of at least 1, but got " + newMinimum);
        }
        minimumCount = newMinimum;
        return this;
    }

    /**
     * The tokenizer of what has been counted.
     *
     * @param maximumTokens how many tokens it has, the 256 bytes included; fewer only if no pair is frequent enough
     */
    public BytePairTokenizer train(int maximumTokens) {
        if (maximumTokens < BYTES) {
            throw new IllegalArgumentException("BytePairTrainer: expected room for at least the " + BYTES
                    + " bytes, but got a maximum of " + maximumTokens + " tokens");
        }
        PairCounts counts = new PairCounts(pieces);
        Set<String> merged = new LinkedHashSet<>();
        Set<BytePair> merges = new LinkedHashSet<>();
        while (merged.size() < maximumTokens - BYTES) {
            @Nullable BytePair pair = counts.mostFrequent(minimumCount);
            if (pair == null) {
                break;
            }
            counts.merge(pair);
            merges.add(pair);
            merged.add(pair.merged());
        }
        List<String> lines = merges.stream().map(BytePair::toString).toList();
        return new BytePairTokenizer(lines);
    }
}
