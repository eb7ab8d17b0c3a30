package org.rnn4j.data.metric;

import org.rnn4j.tensor.Metric;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/**
 * The mean loss of a language model over characters, in bits: that in nats divided by ln 2. Outputs are the losses of the
 * characters, {@code [time, batch]}, from cross-entropy without reduction; padding takes no part.
 */
public final class BitsPerCharacter implements Metric<Tensor, TokenBatch> {
    private static final double LN_2 = StrictMath.log(2);

    private final TokenLoss loss = new TokenLoss("BitsPerCharacter");

    /** Nothing added yet. */
    public BitsPerCharacter() {}

    /** The bits of a mean loss in nats. */
    public static double of(double nats) {
        return nats / LN_2;
    }

    @Override
    public String name() {
        return "bits_per_character";
    }

    @Override
    public void add(Tensor losses, TokenBatch targets) {
        loss.add(losses, targets);
    }

    @Override
    public double value() {
        return of(loss.nats());
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    public void reset() {
        loss.reset();
    }

    @Override
    public double[] state() {
        return loss.state();
    }

    @Override
    public void restore(double[] state) {
        loss.restore(state);
    }
}
