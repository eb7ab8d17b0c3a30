package org.rnn4j.examples.transfer;

import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.layer.Embedding;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentOutput;
import org.rnn4j.recurrent.State;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

/** What the language model reads with: vectors of words, and an LSTM over them from left to right. */
final class WordReader implements Parameterized {
    private final Embedding embedding;
    private final Recurrent recurrent;

    /** An untrained reader. */
    WordReader(Sizes sizes, RandomKey key) {
        embedding = SharedEncoder.embedding(sizes, key);
        recurrent = SharedEncoder.lstm(sizes).build(key.child("recurrent"));
    }

    /** The state before any word. */
    State begin(int rows) {
        return recurrent.zeroState(rows);
    }

    /** Reads on from a state. */
    RecurrentOutput read(Tape tape, TokenBatch tokens, State state) {
        return recurrent.forward(embedding.forward(tape, tokens), state);
    }

    @Override
    public Parameters parameters() {
        return Parameters.of("embedding", embedding, "recurrent", recurrent);
    }
}
