package org.rnn4j.loss;

import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Reductions;

/**
 * Penalties on the outputs of a recurrent layer: on large ones (AR) and on large changes from step to step (TAR), which a
 * model adds to its loss (Merity, McCann and Socher 2017, "Revisiting Activation Regularization for Language RNNs").
 *
 * <pre>{@code
 * Sequence raw = recurrent.forward(embedded).sequence();
 * Sequence dropped = dropout.forward(raw);
 * Var loss = CrossEntropy.mean(output.forward(dropped), targets)
 *         .plus(ActivationRegularization.activation(dropped, 2))   // after dropout
 *         .plus(ActivationRegularization.temporal(raw, 1));        // before it
 * }</pre>
 *
 * <p>Both are means over what is valid, so that they depend neither on padding nor on the sizes of batch and layer.
 */
public final class ActivationRegularization {
    private ActivationRegularization() {}

    /**
     * Activation regularization (AR): {@code strength * mean of h[t]^2} over the features of all valid steps. The paper
     * takes the outputs of the last layer after dropout, with strengths about 2. 0 if no step is valid.
     *
     * @throws IllegalArgumentException if the strength is negative or not finite
     */
    public static Var activation(Sequence outputs, double strength) {
        requireStrength("activation", strength);
        float[] x = outputs.values().values();
        int width = outputs.features();
        float[] terms = outputs.tape().borrow(outputs.values().count());
        int count = forEachRow(outputs, 0, (from, to) -> System.arraycopy(x, from, terms, to, width));
        Var penalty = penalty(outputs, terms, count, strength);
        return outputs.tape().record(penalty, gradients -> {
            float factor = gradients.of(penalty)[0] * slope(strength, count);
            float[] dx = gradients.of(outputs.values());
            forEachRow(outputs, 0, (from, to) -> {
                for (int j = 0; j < width; j++) {
                    dx[from + j] = Math.fma(factor, terms[to + j], dx[from + j]);
                }
            });
        });
    }

    /**
     * Temporal activation regularization (TAR): {@code strength * mean of (h[t + 1] - h[t])^2} over the features of all
     * valid steps that have a valid next one. The paper takes the outputs of the last layer before dropout, with
     * strengths about 1. 0 if no sequence has two steps.
     *
     * @throws IllegalArgumentException if the strength is negative or not finite
     */
    public static Var temporal(Sequence outputs, double strength) {
        requireStrength("temporal", strength);
        float[] x = outputs.values().values();
        int width = outputs.features();
        int step = outputs.batch() * width;
        float[] terms = outputs.tape().borrow(outputs.values().count());
        int count = forEachRow(outputs, 1, (from, to) -> {
            for (int j = 0; j < width; j++) {
                terms[to + j] = x[from + step + j] - x[from + j];
            }
        });
        Var penalty = penalty(outputs, terms, count, strength);
        return outputs.tape().record(penalty, gradients -> {
            float factor = gradients.of(penalty)[0] * slope(strength, count);
            float[] dx = gradients.of(outputs.values());
            forEachRow(outputs, 1, (from, to) -> {
                for (int j = 0; j < width; j++) {
                    int later = from + step + j;
                    dx[from + j] = Math.fma(-factor, terms[to + j], dx[from + j]);
                    dx[later] = Math.fma(factor, terms[to + j], dx[later]);
                }
            });
        });
    }

    private static void requireStrength(String penalty, double strength) {
        if (!(strength >= 0) || Double.isInfinite(strength)) {
            throw new IllegalArgumentException("ActivationRegularization." + penalty
                    + ": expected a finite strength of at least 0, but got " + strength);
        }
    }

    private static Var penalty(Sequence outputs, float[] terms, int count, double strength) {
        Tape tape = outputs.tape();
        Var penalty = tape.result(new int[0], outputs.values());
        double squares = Reductions.sumOfSquares(terms, 0, count);
        penalty.values()[0] = count == 0 ? 0f : (float) (strength * squares / count);
        return penalty;
    }

    private static float slope(double strength, int count) {
        return count == 0 ? 0f : (float) (2 * strength / count);
    }

    private interface Row {
        /** One step of one sequence: it begins at {@code from} in the values and at {@code to} in the terms. */
        void visit(int from, int to);
    }

    /** Visits the steps that are valid and have so many valid ones behind them; returns the number of terms. */
    private static int forEachRow(Sequence outputs, int behind, Row row) {
        int batch = outputs.batch();
        int width = outputs.features();
        int count = 0;
        for (int t = 0; t + behind < outputs.lengths().max(); t++) {
            for (int b = 0; b < batch; b++) {
                if (t + behind < outputs.lengths().get(b)) {
                    row.visit((t * batch + b) * width, count);
                    count += width;
                }
            }
        }
        return count;
    }
}
