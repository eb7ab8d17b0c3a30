package org.rnn4j.autograd;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.PackedMatrix;

/**
 * The affine map {@code y = W x + b} of feature vectors, for operations and layers.
 *
 * <p>Each output is one chain: it starts at the bias (+0 without one) and continues as {@code y = fma(x[k], W[j, k], y)}
 * for k = 0, 1, ... The gradients of weight and bias add up over rows in order; of a sequence only valid rows are
 * computed, time outer, batch inner, and padding of the output is +0.
 */
public final class Affine {
    private Affine() {}

    /**
     * The map of every row of a value.
     *
     * @param input {@code [.., inputs]}
     * @param weight {@code [outputs, inputs]}
     * @param bias {@code [outputs]}, or null
     * @return {@code [.., outputs]}
     * @throws IllegalArgumentException if the shapes do not fit
     */
    public static Var apply(Var input, Var weight, @Nullable Var bias) {
        requireFit(input, weight, bias);
        return apply(input, null, MatrixProduct.rows(input.shape()), weight, bias);
    }

    /** The map of every valid step of a sequence; see {@link #apply(Var, Var, Var)}. */
    public static Sequence apply(Sequence input, Var weight, @Nullable Var bias) {
        requireFit(input.values(), weight, bias);
        int valid = input.lengths().total();
        return input.withValues(apply(input.values(), input.validRows(), valid, weight, bias));
    }

    private static Var apply(Var input, int @Nullable [] rows, int count, Var weight, @Nullable Var bias) {
        Tape tape = input.tape();
        tape.requireOwn(weight);
        Context context = tape.context();
        int inputs = weight.size(1);
        int outputs = weight.size(0);
        int[] shape = input.shape();
        shape[shape.length - 1] = outputs;
        Var output = bias == null ? tape.result(shape, input, weight) : tape.result(shape, input, weight, bias);
        start(output, rows, count, bias);
        PackedMatrix operand = tape.packed(weight, 0, outputs, true);
        Products.product(context, count, input.values(), inputs, rows, operand, output.values(), outputs);
        return tape.record(output, gradients -> {
            float[] dOutput = gradients.of(output);
            if (input.requiresGradient()) {
                PackedMatrix back = tape.packed(weight, 0, outputs, false);
                Products.product(context, count, dOutput, outputs, rows, back, gradients.of(input), inputs);
            }
            if (weight.requiresGradient()) {
                PackedMatrix inputRows = tape.packedRows(count, inputs, input.values(), rows);
                Products.productTransposed(
                        context, outputs, dOutput, outputs, rows, inputRows, gradients.of(weight), inputs);
            }
            if (bias != null && bias.requiresGradient()) {
                addRows(dOutput, outputs, rows, count, gradients.of(bias));
            }
        });
    }

    private static void start(Var output, int @Nullable [] rows, int count, @Nullable Var bias) {
        float[] y = output.values();
        if (bias == null || rows != null) {
            Arrays.fill(y, 0, output.count(), 0f);
        }
        if (bias != null) {
            int outputs = output.size(-1);
            for (int i = 0; i < count; i++) {
                System.arraycopy(bias.values(), 0, y, (rows == null ? i : rows[i]) * outputs, outputs);
            }
        }
    }

    private static void addRows(float[] from, int width, int @Nullable [] rows, int count, float[] to) {
        for (int i = 0; i < count; i++) {
            int at = (rows == null ? i : rows[i]) * width;
            for (int j = 0; j < width; j++) {
                to[j] += from[at + j];
            }
        }
    }

    private static void requireFit(Var input, Var weight, @Nullable Var bias) {
        if (weight.rank() != 2 || input.rank() < 1 || input.size(-1) != weight.size(1)) {
            throw new IllegalArgumentException(
                    "Affine: expected input [.., inputs] and weight [outputs, inputs], but got "
                            + Arrays.toString(input.shape()) + " and " + Arrays.toString(weight.shape()));
        }
        if (bias != null && (bias.rank() != 1 || bias.size(0) != weight.size(0))) {
            throw new IllegalArgumentException(
                    "Affine: expected a bias [" + weight.size(0) + "], but got " + Arrays.toString(bias.shape()));
        }
    }
}
