package org.rnn4j.examples.gradientnorms;

import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.layer.Linear;
import org.rnn4j.layer.Model;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentBuilder;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;

/** A recurrent network that answers with one number after the last step. */
final class Adder implements Model<SeriesBatch> {
    private final Recurrent encoder;
    private final Linear output;

    Adder(RecurrentBuilder encoder, RandomKey key) {
        this.encoder = encoder.build(key.child("encoder"));
        output = new Linear(this.encoder.outputSize(), 1, key.child("output"));
    }

    /** The answers, {@code [batch, 1]}. */
    @Override
    public Var forward(Tape tape, SeriesBatch series) {
        return output.forward(encoder.forward(tape.sequence(series)).finalOutput());
    }

    Recurrent encoder() {
        return encoder;
    }

    @Override
    public Parameters parameters() {
        return Parameters.of("encoder", encoder, "output", output);
    }
}
