package org.rnn4j.data.metric;

import org.rnn4j.tensor.Metric;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/**
 * The perplexity of a language model: e to the mean loss in nats over all valid tokens, so that of a model that finds V
 * tokens equally likely is V. Outputs are the losses of the tokens, {@code [time, batch]}, from cross-entropy without
 * reduction; padding takes no part.
 */
public final class Perplexity implements Metric<Tensor, TokenBatch> {
    private final TokenLoss loss = new TokenLoss("Perplexity");

    /** Nothing added yet. */
    public Perplexity() {}

    /** The perplexity of a mean loss in nats. */
    public static double of(double nats) {
        return StrictMath.exp(nats);
    }

    @Override
    public String name() {
        return "perplexity";
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
