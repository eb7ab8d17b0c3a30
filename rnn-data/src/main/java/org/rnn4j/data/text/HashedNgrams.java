package org.rnn4j.data.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rnn4j.tensor.Tensor;

/**
 * The n-grams of a text as a fixed number of features: each n-gram belongs to the bucket that its hash says, so no table of
 * n-grams is needed and none is unknown (Weinberger et al. 2009). Different n-grams can share a bucket; more buckets make
 * that rarer.
 *
 * <p>The hash is FNV-1a with 64 bits over the UTF-8 of the tokens, each with a zero byte behind it, mixed once more and
 * reduced to the buckets. It is the same on every machine and will not change: features stay right for a saved model.
 * Half of a surrogate pair counts as a question mark.
 *
 * @param ngrams which n-grams
 * @param buckets how many features
 * @param signed whether half of the n-grams count as -1, so that those that share a bucket cancel out on average
 */
public record HashedNgrams(Ngrams ngrams, int buckets, boolean signed) {
    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    /** Checks that there is at least one bucket. */
    public HashedNgrams {
        if (buckets < 1) {
            throw new IllegalArgumentException("HashedNgrams: expected at least 1 bucket, but got " + buckets);
        }
    }

    /** Buckets that count all n-grams as 1. */
    public HashedNgrams(Ngrams ngrams, int buckets) {
        this(ngrams, buckets, false);
    }

    /** The bucket of each n-gram of the text, in the order of {@link Ngrams#of}: ids for an embedding. */
    public int[] ids(List<String> tokens) {
        return ngrams.of(tokens).stream().mapToInt(this::bucket).toArray();
    }

    /** How often each bucket is met: {@code [texts, buckets]}. */
    public Tensor counts(List<? extends List<String>> texts) {
        Tensor counts = Tensor.zeros(texts.size(), buckets);
        for (int text = 0; text < texts.size(); text++) {
            for (List<String> ngram : ngrams.of(texts.get(text))) {
                counts.values()[text * buckets + bucket(ngram)] += sign(ngram);
            }
        }
        return counts;
    }

    private int bucket(List<String> ngram) {
        return (int) Long.remainderUnsigned(hash(ngram), buckets);
    }

    private float sign(List<String> ngram) {
        return signed && hash(ngram) < 0 ? -1 : 1; // the top bit hardly touches the remainder
    }

    static long hash(List<String> ngram) {
        long hash = FNV_OFFSET;
        for (String token : ngram) {
            for (byte b : token.getBytes(StandardCharsets.UTF_8)) {
                hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
            }
            hash *= FNV_PRIME; // a zero byte
        }
        hash = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
        hash = (hash ^ (hash >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return hash ^ (hash >>> 33);
    }
}
