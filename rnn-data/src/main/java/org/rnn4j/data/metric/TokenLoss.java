package org.rnn4j.data.metric;

import org.rnn4j.tensor.Metric;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/**
 * The mean loss of a language model in nats over all valid tokens, from which {@link Perplexity} and {@link
 * BitsPerCharacter} are made.
 */
final class TokenLoss {
    private static final int NUMBERS = 2;

    private final String owner;
    private double sum;
    private long tokens;

    TokenLoss(String owner) {
        this.owner = owner;
    }

    /** Adds the losses {@code [time, batch]} at the valid steps of the targets; what stands in the padding is not read. */
    void add(Tensor losses, TokenBatch targets) {
        if (losses.rank() != 2 || losses.size(0) != targets.time() || losses.size(1) != targets.batch()) {
            throw new IllegalArgumentException(owner + ": expected the loss of every token as [" + targets.time() + ", "
                    + targets.batch() + "] (time, batch), but got " + losses
                    + "; use CrossEntropy with Reduction.NONE");
        }
        float[] values = losses.values();
        for (int t = 0; t < targets.time(); t++) {
            for (int b = 0; b < targets.batch(); b++) {
                if (t < targets.lengths().get(b)) {
                    sum += values[t * targets.batch() + b];
                    tokens++;
                }
            }
        }
    }

    /** The mean in nats; NaN if nothing was added. */
    double nats() {
        return sum / tokens;
    }

    void reset() {
        sum = 0;
        tokens = 0;
    }

    /** For {@link Metric#state}. */
    double[] state() {
        return new double[] {sum, tokens};
    }

    void restore(double[] state) {
        if (state.length != NUMBERS) {
            throw new IllegalArgumentException(owner + ".restore: expected " + NUMBERS + " numbers, but got "
                    + state.length + "; is it another metric's state?");
        }
        sum = state[0];
        tokens = (long) state[1];
    }
}
