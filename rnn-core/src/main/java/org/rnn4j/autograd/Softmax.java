package org.rnn4j.autograd;

import org.rnn4j.kernel.Kernels;
import org.rnn4j.kernel.Reductions;

/** Softmax and its logarithm over the last axis, computed from differences to the largest element. */
final class Softmax {
    private Softmax() {}

    static Var softmax(Var input) {
        Axes.requireLast("softmax", input);
        Var output = input.tape().result(input.shape(), input);
        int width = input.size(-1);
        int rows = input.count() / width;
        Kernels kernels = input.tape().context().kernels();
        float[] y = output.values();
        for (int r = 0; r < rows; r++) {
            int at = r * width;
            shift("softmax", input.values(), y, r, width);
            kernels.exp(y, at, y, at, width);
            float sum = Reductions.sum(y, at, width);
            for (int i = at; i < at + width; i++) {
                y[i] /= sum;
            }
        }
        return input.tape().record(output, gradients -> {
            float[] dy = gradients.of(output);
            float[] dx = gradients.of(input);
            for (int r = 0; r < rows; r++) {
                int at = r * width;
                float mean = Reductions.dot(dy, at, y, at, width);
                for (int i = at; i < at + width; i++) {
                    dx[i] = Math.fma(y[i], dy[i] - mean, dx[i]);
                }
            }
        });
    }

    static Var logSoftmax(Var input) {
        Axes.requireLast("logSoftmax", input);
        Var output = input.tape().result(input.shape(), input);
        int width = input.size(-1);
        int rows = input.count() / width;
        Kernels kernels = input.tape().context().kernels();
        float[] y = output.values();
        float[] exponentials = input.tape().borrow(width);
        for (int r = 0; r < rows; r++) {
            int at = r * width;
            shift("logSoftmax", input.values(), y, r, width);
            kernels.exp(y, at, exponentials, 0, width);
            float logSum = (float) StrictMath.log(Reductions.sum(exponentials, 0, width));
            for (int i = at; i < at + width; i++) {
                y[i] -= logSum;
            }
        }
        return input.tape().record(output, gradients -> {
            float[] dy = gradients.of(output);
            float[] dx = gradients.of(input);
            float[] probabilities = input.tape().borrow(width);
            for (int r = 0; r < rows; r++) {
                int at = r * width;
                kernels.exp(y, at, probabilities, 0, width);
                float sum = Reductions.sum(dy, at, width);
                for (int i = 0; i < width; i++) {
                    dx[at + i] += Math.fma(-probabilities[i], sum, dy[at + i]);
                }
            }
        });
    }

    /** y = x - max(x) for one row; an error if all of it is minus infinity, that is, masked. */
    private static void shift(String operation, float[] x, float[] y, int row, int width) {
        int at = row * width;
        float max = x[at];
        for (int i = at + 1; i < at + width; i++) {
            max = x[i] > max ? x[i] : max;
        }
        if (max == Float.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "Var." + operation + ": row " + row + " is minus infinity everywhere, so there is"
                            + " nothing to choose from; leave rows out that are masked as a whole");
        }
        for (int i = at; i < at + width; i++) {
            y[i] = x[i] - max;
        }
    }
}
