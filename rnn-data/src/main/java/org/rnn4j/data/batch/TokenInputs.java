package org.rnn4j.data.batch;

import java.util.List;
import org.rnn4j.tensor.TokenBatch;

/** Encoded texts. */
final class TokenInputs implements Inputs<TokenBatch> {
    private final List<int[]> sequences;
    private final int paddingId;

    TokenInputs(List<int[]> sequences, int paddingId) {
        this.sequences = List.copyOf(sequences);
        this.paddingId = paddingId;
    }

    @Override
    public int count() {
        return sequences.size();
    }

    @Override
    public int length(int index) {
        return sequences.get(index).length;
    }

    @Override
    public TokenBatch collate(int[] indexes) {
        int[][] chosen = new int[indexes.length][];
        for (int b = 0; b < indexes.length; b++) {
            chosen[b] = sequences.get(indexes[b]);
        }
        return TokenBatch.of(chosen, paddingId);
    }
}
