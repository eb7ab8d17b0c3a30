package org.rnn4j.data.batch;

import org.rnn4j.tensor.TokenBatch;

/** One sequence of numbers per example. */
record TokenTargets(TokenInputs sequences) implements Targets<TokenBatch> {
    @Override
    public int count() {
        return sequences.count();
    }

    @Override
    public TokenBatch collate(int[] indexes) {
        return sequences.collate(indexes);
    }
}
