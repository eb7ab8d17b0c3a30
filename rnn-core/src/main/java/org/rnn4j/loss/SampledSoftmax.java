package org.rnn4j.loss;

import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.layer.Linear;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/**
 * Cross-entropy over a large vocabulary by a sample of it: each true token is told from the same few drawn tokens instead
 * of all others (Jean, Cho, Memisevic and Bengio 2015). For training alone; a figure of merit takes the whole softmax of
 * the same layer.
 *
 * <p>Token k of V is drawn with the probability {@code P(k) = log((k + 2) / (k + 1)) / log(V + 1)}, with replacement, which
 * suits a vocabulary in which frequent tokens come first. The logit of a drawn token counts as {@code logit - log(samples *
 * P(k))}, so that the sum over the drawn ones is that over all on average; those that are the true token of a row are left
 * out of it. The more samples, the nearer the loss comes to that of the whole softmax.
 */
public final class SampledSoftmax {
    private static final float LEFT_OUT = -1e9f;

    private final Linear output;
    private final int samples;
    private final double logAll;

    /**
     * The loss of an output layer.
     *
     * @param output from hidden values to one logit for each token
     * @param samples how many tokens are drawn for each batch, at least 1
     */
    public SampledSoftmax(Linear output, int samples) {
        if (samples < 1) {
            throw new IllegalArgumentException("SampledSoftmax: expected at least 1 sample, but got " + samples);
        }
        this.output = output;
        this.samples = samples;
        logAll = StrictMath.log(output.outputSize() + 1.0);
    }

    /**
     * The mean loss over the valid steps of hidden values {@code [time, batch, inputs of the layer]}; the drawn tokens
     * come from the tape's next key.
     *
     * @throws IllegalArgumentException if lengths differ or a target is no token
     * @throws IllegalStateException on an inference tape
     */
    public Var mean(Sequence hidden, TokenBatch targets) {
        if (targets.time() != hidden.time() || !targets.lengths().equals(hidden.lengths())) {
            throw new IllegalArgumentException("SampledSoftmax: expected targets with " + hidden.time()
                    + " time steps and " + hidden.lengths() + ", but got " + targets.time() + " time steps and "
                    + targets.lengths());
        }
        Tape tape = hidden.tape();
        if (!tape.isTraining()) {
            throw new IllegalStateException("SampledSoftmax: is a loss for training, and this tape is for inference;"
                    + " judge with CrossEntropy on all logits of the layer");
        }
        int[] truth = validTargets(hidden, targets);
        int[] drawn = draw(tape.nextKey().stream());
        Var steps = hidden.validSteps();
        Var ofTruth = withBias(steps.times(rows(tape, "weight", truth)).sum(1), truth);
        Var ofDrawn = withBias(steps.matmul(rows(tape, "weight", drawn).transpose()), drawn)
                .minus(logCounts(tape, drawn));
        Var others = ofDrawn.maskedFill(hits(truth, drawn), LEFT_OUT);
        return CrossEntropy.mean(Var.concat(1, ofTruth.reshape(truth.length, 1), others), new int[truth.length]);
    }

    private int[] validTargets(Sequence hidden, TokenBatch targets) {
        int[] rows = hidden.validRows();
        int[] valid = new int[hidden.lengths().total()];
        for (int i = 0; i < valid.length; i++) {
            valid[i] = targets.ids()[rows == null ? i : rows[i]];
            if (valid[i] < 0 || valid[i] >= output.outputSize()) {
                throw new IllegalArgumentException("SampledSoftmax: expected targets from 0 to "
                        + (output.outputSize() - 1) + ", but got " + valid[i]);
            }
        }
        return valid;
    }

    private int[] draw(RandomStream random) {
        int[] drawn = new int[samples];
        for (int i = 0; i < samples; i++) {
            int token = (int) (StrictMath.exp(random.nextDouble() * logAll) - 1);
            drawn[i] = Math.min(token, output.outputSize() - 1);
        }
        return drawn;
    }

    private Var rows(Tape tape, String name, int[] tokens) {
        return tape.parameter(output.parameters().get(name)).selectRows(tokens);
    }

    private Var withBias(Var logits, int[] tokens) {
        return output.parameters().find("bias") == null ? logits : logits.plus(rows(logits.tape(), "bias", tokens));
    }

    /** The logarithms of the number of times that each of these tokens is expected among the drawn ones. */
    private Var logCounts(Tape tape, int[] tokens) {
        float[] logs = new float[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            double probability = StrictMath.log((tokens[i] + 2.0) / (tokens[i] + 1.0)) / logAll;
            logs[i] = (float) StrictMath.log(samples * probability);
        }
        return tape.constant(Tensor.wrap(logs, logs.length));
    }

    private static boolean[] hits(int[] truth, int[] drawn) {
        boolean[] hits = new boolean[truth.length * drawn.length];
        for (int i = 0; i < truth.length; i++) {
            for (int j = 0; j < drawn.length; j++) {
                hits[i * drawn.length + j] = truth[i] == drawn[j];
            }
        }
        return hits;
    }

    @Override
    public String toString() {
        return "SampledSoftmax[" + output + ", " + samples + " samples]";
    }
}
