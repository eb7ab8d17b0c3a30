package org.rnn4j.examples.transfer;

import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.layer.Dropout;
import org.rnn4j.layer.Linear;
import org.rnn4j.layer.Model;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

/** An encoder with a head for one task. */
final class Classifier implements Model<TokenBatch> {
    /** Vectors that make the features of a text: last, mean, maximum. */
    static final int POOLS = 3;

    private final SharedEncoder encoder;
    private final Dropout dropout;
    private final Linear head;

    /** A new head on an encoder, trained or not. */
    Classifier(SharedEncoder encoder, Sizes sizes, double dropout, RandomKey key) {
        this.encoder = encoder;
        this.dropout = new Dropout(dropout);
        head = new Linear(POOLS * sizes.hidden(), sizes.labels(), key.child("head"));
    }

    @Override
    public Var forward(Tape tape, TokenBatch tokens) {
        return decide(encoder.features(tape, tokens));
    }

    /** The logits for the features of texts. */
    Var decide(Var features) {
        return head.forward(dropout.forward(features));
    }

    SharedEncoder encoder() {
        return encoder;
    }

    Linear head() {
        return head;
    }

    @Override
    public Parameters parameters() {
        return Parameters.of("encoder", encoder, "head", head);
    }
}
