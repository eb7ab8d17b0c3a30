package org.rnn4j.data.batch;

import java.util.List;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.tensor.TokenBatch;

/** Batches of encoded texts. */
public final class TokenBatches {
    private TokenBatches() {}

    /**
     * Texts with a label each, padded with {@link Vocabulary#PADDING}; choose an order to get a source of batches.
     *
     * @param sequences the encoded texts, kept and not copied
     * @param labels the class of each text
     * @param batchSize the number of texts in a batch
     */
    public static Batches<TokenBatch, int[]> of(List<int[]> sequences, int[] labels, int batchSize) {
        return Batches.of(Inputs.tokens(sequences, Vocabulary.PADDING), Targets.labels(labels), batchSize);
    }

    /**
     * Texts with a tag for each token, all padded with {@link Vocabulary#PADDING}; choose an order to get a source of
     * batches.
     *
     * @param sequences the encoded texts, kept and not copied
     * @param tags the class of each token, as many as the text has tokens
     * @param batchSize the number of texts in a batch
     */
    public static Batches<TokenBatch, TokenBatch> tagged(List<int[]> sequences, List<int[]> tags, int batchSize) {
        for (int i = 0; i < Math.min(sequences.size(), tags.size()); i++) {
            if (sequences.get(i).length != tags.get(i).length) {
                throw new IllegalArgumentException("TokenBatches: expected one tag for each of the "
                        + sequences.get(i).length + " tokens of text " + i + ", but got " + tags.get(i).length);
            }
        }
        return Batches.of(
                Inputs.tokens(sequences, Vocabulary.PADDING), Targets.tokens(tags, Vocabulary.PADDING), batchSize);
    }
}
