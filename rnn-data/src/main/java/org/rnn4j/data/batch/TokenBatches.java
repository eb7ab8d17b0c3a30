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
}
