package org.rnn4j.examples.languagemodel;

import java.util.ArrayList;
import java.util.List;
import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.kernel.Context;
import org.rnn4j.layer.Dropout;
import org.rnn4j.layer.Embedding;
import org.rnn4j.layer.Initializer;
import org.rnn4j.layer.Initializers;
import org.rnn4j.layer.Linear;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentBuilder;
import org.rnn4j.recurrent.RecurrentChain;
import org.rnn4j.recurrent.RecurrentOutput;
import org.rnn4j.recurrent.State;
import org.rnn4j.recurrent.TapeState;
import org.rnn4j.recurrent.TokenGenerator;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

/** An embedding, recurrent layers of any cells, and a softmax over the vocabulary, which may share the embedding's table. */
final class Network implements Parameterized {
    private final Embedding embedding;
    private final RecurrentChain layers;
    private final Linear output;
    private final Dropout dropout;

    /**
     * What a network says about a chunk.
     *
     * @param logits the logits of the next token at every step
     * @param top the outputs of the last layer
     * @param dropped the same after dropout
     * @param finalState the state behind the chunk
     */
    record Says(Sequence logits, Sequence top, Sequence dropped, TapeState finalState) {}

    /** A network whose tokens' vectors start in one way, and all other weights and biases in another. */
    Network(Architecture sizes, Regularization regularization, Initializer vectors, Initializer start, RandomKey key) {
        embedding = Embedding.initialized(sizes.tokens(), sizes.embedding(), vectors, key.child("embedding"))
                .withDropout(regularization.embeddingDropout());
        List<Recurrent> stacks = new ArrayList<>();
        int input = sizes.embedding();
        for (int layer = 0; layer < sizes.cells().size(); layer++) {
            int width = sizes.widths().get(layer);
            stacks.add(cell(sizes.cells().get(layer), input, width)
                    .inputInitializer(start)
                    .recurrentInitializer(start)
                    .biasInitializer(start)
                    .weightDropout(regularization.weightDropout())
                    .build(key.child("layer").child(layer)));
            input = width;
        }
        dropout = regularization.layer();
        layers = RecurrentChain.of(stacks).withDropout(dropout);
        output = sizes.tied()
                ? Linear.tied(embedding)
                : Linear.initialized(input, sizes.tokens(), start, start, key.child("output"));
    }

    /** A network whose weights are all 0, to be loaded. */
    static Network empty(Architecture sizes) {
        Initializer zero = Initializers.zeros();
        return new Network(sizes, Regularization.NONE, zero, zero, RandomKey.of(0));
    }

    private static RecurrentBuilder cell(String name, int input, int width) {
        return name.equals(Architecture.GRU) ? Recurrent.gru(input, width) : Recurrent.lstm(input, width);
    }

    /** The state at the beginning of so many texts. */
    State begin(int rows) {
        return layers.zeroState(rows);
    }

    /** The logits of the next token at every step of a chunk, from a state on. */
    Says forward(Tape tape, TokenBatch tokens, State state) {
        Sequence embedded = dropout.forward(embedding.forward(tape, tokens));
        RecurrentOutput top = layers.forward(embedded, state);
        Sequence dropped = dropout.forward(top.sequence());
        return new Says(output.forward(dropped), top.sequence(), dropped, top.finalState());
    }

    /** The table of the tokens' vectors. */
    Embedding embedding() {
        return embedding;
    }

    /** A generator at the beginning of a text. */
    TokenGenerator generator(Context context, RandomKey key) {
        return new TokenGenerator(context, embedding, layers.streams(context, 1), output, key);
    }

    @Override
    public Parameters parameters() {
        return Parameters.of("embedding", embedding, "layers", layers, "output", output);
    }
}
