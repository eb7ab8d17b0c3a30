package org.rnn4j.examples.transfer;

import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.layer.Dropout;
import org.rnn4j.layer.Embedding;
import org.rnn4j.layer.Initializers;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentOutput;
import org.rnn4j.recurrent.State;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

/** What all tasks share: an embedding and an LSTM that reads from left to right, so that it can be a language model too. */
final class SharedEncoder implements Parameterized {
    private static final double RANGE = 0.1;

    private final Embedding embedding;
    private final Recurrent recurrent;
    private final Dropout dropout;

    /** An untrained encoder; the dropout, of the embedded words, is at work in training only. */
    SharedEncoder(Sizes sizes, double dropout, RandomKey key) {
        embedding = Embedding.initialized(
                sizes.tokens(), sizes.embedding(), Initializers.uniform(RANGE), key.child("embedding"));
        recurrent =
                Recurrent.lstm(sizes.embedding(), sizes.hidden()).forgetBias(1).build(key.child("recurrent"));
        this.dropout = Dropout.locked(dropout);
    }

    /** The state before any word. */
    State begin(int rows) {
        return recurrent.zeroState(rows);
    }

    /** Reads on from a state. */
    RecurrentOutput read(Tape tape, TokenBatch tokens, State state) {
        return recurrent.forward(dropout.forward(embedding.forward(tape, tokens)), state);
    }

    /** The last output, the mean and the maximum over all words, {@code [batch, 3 * hidden]} (Howard and Ruder 2018). */
    Var features(Tape tape, TokenBatch tokens) {
        RecurrentOutput output = recurrent.forward(dropout.forward(embedding.forward(tape, tokens)));
        return Var.concat(
                1,
                output.finalOutput(),
                output.sequence().meanOverTime(),
                output.sequence().maxOverTime());
    }

    @Override
    public Parameters parameters() {
        return Parameters.of("embedding", embedding, "recurrent", recurrent);
    }
}
