package org.rnn4j.optim;

import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.layer.Dropout;
import org.rnn4j.layer.Embedding;
import org.rnn4j.layer.Initializers;
import org.rnn4j.layer.Linear;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentChain;
import org.rnn4j.recurrent.RecurrentOutput;
import org.rnn4j.recurrent.State;
import org.rnn4j.tensor.Chunk;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

/** A small language model: a GRU above an LSTM, and a softmax that shares the embedding's table. */
final class NextToken implements Parameterized {
    static final int TOKENS = 7;

    private final Embedding embedding;
    private final RecurrentChain layers;
    private final Linear output;
    private final Dropout dropout;

    NextToken(double dropoutRate) {
        RandomKey key = RandomKey.of(3);
        dropout = new Dropout(dropoutRate);
        embedding = Embedding.initialized(TOKENS, 5, Initializers.uniform(0.5), key.child("embedding"));
        layers = RecurrentChain.of(
                Recurrent.lstm(5, 6).build(key.child("lower")),
                Recurrent.gru(6, 5).build(key.child("upper")));
        output = Linear.tied(embedding);
    }

    TruncatedBptt<TokenBatch, TokenBatch> task() {
        return TruncatedBptt.of(this, layers::zeroState, this::pass);
    }

    TruncatedBptt.Pass pass(Tape tape, Chunk<TokenBatch, TokenBatch> chunk, State state) {
        RecurrentOutput top = layers.forward(embedding.forward(tape, chunk.input()), state);
        Sequence logits = output.forward(dropout.forward(top.sequence()));
        return new TruncatedBptt.Pass(CrossEntropy.mean(logits, chunk.target()), top.finalState());
    }

    State zeroState(int rows) {
        return layers.zeroState(rows);
    }

    @Override
    public Parameters parameters() {
        return Parameters.of("embedding", embedding, "layers", layers, "output", output);
    }
}
