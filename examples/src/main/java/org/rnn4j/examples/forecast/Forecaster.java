package org.rnn4j.examples.forecast;

import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.data.series.WindowBatch;
import org.rnn4j.layer.Dropout;
import org.rnn4j.layer.Linear;
import org.rnn4j.layer.Model;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentOutput;
import org.rnn4j.tensor.RandomKey;

/**
 * The model: windows of a series in, quantiles of each step to predict out, {@code [horizon, batch, quantiles]}.
 *
 * <p>One recurrent layer reads what was seen. Another one starts with its final state and goes over the steps to predict,
 * reading what is known of them in advance; it never reads its own predictions, so errors do not pile up. Its outputs say
 * how far the quantiles lie from the anchor.
 */
final class Forecaster implements Model<WindowBatch> {
    private final Sizes sizes;
    private final Recurrent encoder;
    private final Recurrent decoder;
    private final Dropout dropout;
    private final Linear output;

    Forecaster(Sizes sizes, RandomKey key) {
        this.sizes = sizes;
        encoder =
                sizes.cell().layer(Relative.pastFeatures(sizes), sizes.hidden()).build(key.child("encoder"));
        decoder = sizes.cell()
                .layer(Relative.futureFeatures(sizes), sizes.hidden())
                .build(key.child("decoder"));
        dropout = Dropout.locked(sizes.dropout());
        output = new Linear(decoder.outputSize(), sizes.quantiles().length, key.child("output"));
    }

    Sizes sizes() {
        return sizes;
    }

    @Override
    public Var forward(Tape tape, WindowBatch windows) {
        Relative relative = new Relative(sizes, windows);
        RecurrentOutput read = encoder.forward(tape.sequence(relative.past()));
        Sequence steps = decoder.forward(tape.sequence(relative.future()), read.finalState())
                .sequence();
        Var changes = output.forward(dropout.forward(steps)).values(); // [horizon, B, quantiles]
        return changes.times(tape.constant(relative.units())).plus(tape.constant(relative.anchors()));
    }

    @Override
    public Parameters parameters() {
        return Parameters.of("encoder", encoder, "decoder", decoder, "output", output);
    }
}
