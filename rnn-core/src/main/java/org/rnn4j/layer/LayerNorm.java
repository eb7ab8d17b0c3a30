package org.rnn4j.layer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Reductions;
import org.rnn4j.tensor.Tensor;

/**
 * Layer normalization (Ba, Kiros and Hinton 2016): {@code y = weight * (x - mean) / sqrt(variance + epsilon) + bias} for
 * every row of features, with the variance that divides by the width, computed in a second pass.
 *
 * <p>Parameters: {@code weight [width]}, 1 at first, and {@code bias [width]}, 0 at first.
 */
public final class LayerNorm implements Layer {
    private static final double DEFAULT_EPSILON = 1e-5;

    private final Parameter weight;
    private final Parameter bias;
    private final double epsilon;
    private final Parameters parameters;

    /** A layer for {@code width} features with epsilon 1e-5. */
    public LayerNorm(int width) {
        this(width, DEFAULT_EPSILON);
    }

    /** A layer for {@code width} features; epsilon is finite and above 0. */
    public LayerNorm(int width, double epsilon) {
        if (width < 1) {
            throw new IllegalArgumentException("LayerNorm: expected a width of at least 1, but got " + width);
        }
        if (!(epsilon > 0) || Double.isInfinite(epsilon)) {
            throw new IllegalArgumentException("LayerNorm: expected a finite epsilon above 0, but got " + epsilon);
        }
        float[] ones = new float[width];
        Arrays.fill(ones, 1f);
        weight = new Parameter(Tensor.wrap(ones, width));
        bias = new Parameter(Tensor.zeros(width));
        this.epsilon = epsilon;
        parameters =
                Parameters.builder().add("weight", weight).add("bias", bias).build();
    }

    /** The number of features. */
    public int width() {
        return weight.count();
    }

    /** What is added to the variance. */
    public double epsilon() {
        return epsilon;
    }

    @Override
    public Var forward(Var input) {
        Widths.require(toString(), width(), input);
        return normalize(input, null, input.count() / width());
    }

    @Override
    public Sequence forward(Sequence input) {
        Widths.require(toString(), width(), input.values());
        return input.withValues(
                normalize(input.values(), input.validRows(), input.lengths().total()));
    }

    private Var normalize(Var input, int @Nullable [] rows, int count) {
        Tape tape = input.tape();
        Var scale = tape.parameter(weight);
        Var shift = tape.parameter(bias);
        Var output = tape.result(input.shape(), input, scale, shift);
        float[] normalized = tape.borrow(input.count());
        float[] factors = tape.borrow(count);
        if (rows != null) {
            Arrays.fill(output.values(), 0, output.count(), 0f);
        }
        int width = width();
        float[] y = output.values();
        for (int i = 0; i < count; i++) {
            int at = (rows == null ? i : rows[i]) * width;
            factors[i] = normalizeRow(input.values(), normalized, at, width);
            for (int j = 0; j < width; j++) {
                y[at + j] = Math.fma(normalized[at + j], scale.values()[j], shift.values()[j]);
            }
        }
        return tape.record(output, gradients -> {
            if (input.requiresGradient()) {
                inputGradient(gradients, input, scale, output, normalized, factors, rows, count);
            }
            parameterGradients(gradients, scale, shift, output, normalized, rows, count);
        });
    }

    /** Writes (x - mean) * factor and returns the factor {@code 1 / sqrt(variance + epsilon)}. */
    private float normalizeRow(float[] x, float[] normalized, int at, int width) {
        float mean = Reductions.sum(x, at, width) / width;
        for (int j = at; j < at + width; j++) {
            normalized[j] = x[j] - mean;
        }
        float variance = Reductions.dot(normalized, at, normalized, at, width) / width;
        float factor = (float) (1 / Math.sqrt(variance + epsilon));
        for (int j = at; j < at + width; j++) {
            normalized[j] *= factor;
        }
        return factor;
    }

    /** {@code dx = factor * (e - mean(e) - n * mean(e * n))} with {@code e = dy * weight} and n the normalized row. */
    private static void inputGradient(
            Gradients gradients,
            Var input,
            Var scale,
            Var output,
            float[] normalized,
            float[] factors,
            int @Nullable [] rows,
            int count) {
        int width = scale.count();
        float[] dy = gradients.of(output);
        float[] dx = gradients.of(input);
        float[] e = input.tape().borrow(width);
        for (int i = 0; i < count; i++) {
            int at = (rows == null ? i : rows[i]) * width;
            for (int j = 0; j < width; j++) {
                e[j] = dy[at + j] * scale.values()[j];
            }
            float mean = Reductions.sum(e, 0, width) / width;
            float slope = Reductions.dot(e, 0, normalized, at, width) / width;
            for (int j = 0; j < width; j++) {
                float centred = Math.fma(-normalized[at + j], slope, e[j] - mean);
                dx[at + j] = Math.fma(factors[i], centred, dx[at + j]);
            }
        }
    }

    private static void parameterGradients(
            Gradients gradients,
            Var scale,
            Var shift,
            Var output,
            float[] normalized,
            int @Nullable [] rows,
            int count) {
        int width = scale.count();
        float[] dy = gradients.of(output);
        float[] dScale = scale.requiresGradient() ? gradients.of(scale) : null;
        float[] dShift = shift.requiresGradient() ? gradients.of(shift) : null;
        for (int i = 0; i < count; i++) {
            int at = (rows == null ? i : rows[i]) * width;
            for (int j = 0; j < width && dScale != null; j++) {
                dScale[j] = Math.fma(dy[at + j], normalized[at + j], dScale[j]);
            }
            for (int j = 0; j < width && dShift != null; j++) {
                dShift[j] += dy[at + j];
            }
        }
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public String toString() {
        return "LayerNorm(" + width() + ")";
    }
}
