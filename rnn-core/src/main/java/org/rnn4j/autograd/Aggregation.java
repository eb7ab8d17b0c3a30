package org.rnn4j.autograd;

import java.util.Arrays;
import org.rnn4j.kernel.Reductions;

/** Sums, means and maxima, of everything or along one axis. */
final class Aggregation {
    private Aggregation() {}

    static Var sum(Var input) {
        return scaledSum(input, 1);
    }

    static Var mean(Var input) {
        if (input.count() == 0) {
            throw nothing("mean", input);
        }
        return scaledSum(input, input.count());
    }

    /** The sum in double over all elements, divided by {@code divisor} and rounded once. */
    private static Var scaledSum(Var input, int divisor) {
        Var output = input.tape().result(new int[0], input);
        output.values()[0] = (float) (Reductions.sum(input.values(), 0, input.count(), x -> x) / divisor);
        return input.tape().record(output, gradients -> {
            float share = gradients.of(output)[0] / divisor;
            float[] dInput = gradients.of(input);
            for (int i = 0; i < input.count(); i++) {
                dInput[i] += share;
            }
        });
    }

    static Var sum(Var input, int axis) {
        return scaledSum(input, Axes.positive("sum", input, axis), 1);
    }

    static Var mean(Var input, int axis) {
        int along = Axes.positive("mean", input, axis);
        if (input.size(along) == 0) {
            throw nothing("mean", input);
        }
        return scaledSum(input, along, input.size(along));
    }

    /** Along the last axis 16 lanes, along any other one chain in order. */
    private static Var scaledSum(Var input, int axis, int divisor) {
        int[] shape = input.shape();
        int size = shape[axis];
        int outer = Axes.product(shape, 0, axis);
        int inner = Axes.product(shape, axis + 1, shape.length);
        Var output = input.tape().result(Axes.without(shape, axis), input);
        float[] x = input.values();
        float[] y = output.values();
        for (int o = 0; o < outer; o++) {
            if (axis == shape.length - 1) {
                y[o] = Reductions.sum(x, o * size, size);
            } else {
                sumRows(x, o * size * inner, size, inner, y, o * inner);
            }
        }
        for (int i = 0; i < output.count(); i++) {
            y[i] /= divisor;
        }
        return input.tape().record(output, gradients -> {
            float[] dy = gradients.of(output);
            float[] dx = gradients.of(input);
            for (int i = 0; i < input.count(); i++) {
                dx[i] += dy[i / (size * inner) * inner + i % inner] / divisor;
            }
        });
    }

    private static void sumRows(float[] x, int xOffset, int rows, int width, float[] y, int yOffset) {
        Arrays.fill(y, yOffset, yOffset + width, 0f);
        for (int r = 0; r < rows; r++) {
            for (int i = 0; i < width; i++) {
                y[yOffset + i] += x[xOffset + r * width + i];
            }
        }
    }

    static Var max(Var input, int axis) {
        int along = Axes.positive("max", input, axis);
        int[] shape = input.shape();
        int size = shape[along];
        if (size == 0) {
            throw nothing("max", input);
        }
        int inner = Axes.product(shape, along + 1, shape.length);
        Var output = input.tape().result(Axes.without(shape, along), input);
        int count = output.count();
        int[] places = input.tape().borrowInts(count);
        float[] x = input.values();
        float[] y = output.values();
        for (int i = 0; i < count; i++) {
            int start = i / inner * size * inner + i % inner;
            int best = start;
            for (int k = 1; k < size; k++) {
                if (isLarger(x[start + k * inner], x[best])) {
                    best = start + k * inner;
                }
            }
            places[i] = best;
            y[i] = x[best];
        }
        return input.tape().record(output, gradients -> {
            float[] dy = gradients.of(output);
            float[] dx = gradients.of(input);
            for (int i = 0; i < count; i++) {
                dx[places[i]] += dy[i];
            }
        });
    }

    /** Whether a candidate replaces the largest so far; the first NaN wins and stays. */
    static boolean isLarger(float candidate, float largest) {
        return candidate > largest || (Float.isNaN(candidate) && !Float.isNaN(largest));
    }

    private static IllegalArgumentException nothing(String operation, Var input) {
        return new IllegalArgumentException(
                "Var." + operation + ": needs at least 1 element, but the shape is " + Arrays.toString(input.shape()));
    }
}
