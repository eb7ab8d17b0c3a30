package org.rnn4j.optim;

import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.layer.Embedding;
import org.rnn4j.layer.Linear;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

/** A small recurrent model that repeats each token of a sequence; its loss is the mean over all valid tokens. */
final class TokenTagger implements Parameterized {
    static final int TOKENS = 9;

    private final Embedding embedding;
    private final Recurrent encoder;
    private final Linear output;

    TokenTagger(RandomKey key) {
        embedding = new Embedding(TOKENS, 5, key.child("embedding"));
        encoder = Recurrent.lstm(5, 6).bidirectional().build(key.child("encoder"));
        output = new Linear(encoder.outputSize(), TOKENS, key.child("output"));
    }

    Var loss(Tape tape, TokenBatch tokens) {
        Sequence encoded = encoder.forward(embedding.forward(tape, tokens)).sequence();
        return CrossEntropy.mean(output.forward(encoded), tokens);
    }

    @Override
    public Parameters parameters() {
        return Parameters.of("embedding", embedding, "encoder", encoder, "output", output);
    }
}
