package org.rnn4j.examples.transfer;

import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.data.batch.TextBatch;
import org.rnn4j.examples.text.TextModel;
import org.rnn4j.layer.Dropout;
import org.rnn4j.layer.Linear;
import org.rnn4j.tensor.RandomKey;

/** An encoder with a head for one task. */
final class Classifier implements TextModel {
    /** Vectors that make the summary of a text: final output, mean, maximum, of both directions. */
    static final int POOLS = 6;

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
    public Sequence words(Tape tape, TextBatch texts) {
        return encoder.words(tape, texts);
    }

    @Override
    public Var judge(Sequence words) {
        return decide(encoder.summary(words));
    }

    /** The logits for the summaries of texts. */
    Var decide(Var summary) {
        return head.forward(dropout.forward(summary));
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
