package org.rnn4j.autograd;

import java.util.Arrays;

/** Operations that pick elements or rows by number. */
final class Gathering {
    private Gathering() {}

    static Var gather(Var input, int... index) {
        Axes.requireLast("gather", input);
        int width = input.size(-1);
        int rows = input.count() / width;
        if (index.length != rows) {
            throw new IllegalArgumentException("Var.gather: expected one index for each of the " + rows
                    + " rows of the shape " + Arrays.toString(input.shape()) + ", but got " + index.length);
        }
        int[] picked = index.clone();
        for (int r = 0; r < rows; r++) {
            requireBelow("gather", "index", r, picked[r], width);
        }
        Var output = input.tape().result(Axes.without(input.shape(), input.rank() - 1), input);
        for (int r = 0; r < rows; r++) {
            output.values()[r] = input.values()[r * width + picked[r]];
        }
        return input.tape().record(output, gradients -> {
            float[] dOutput = gradients.of(output);
            float[] dInput = gradients.of(input);
            for (int r = 0; r < rows; r++) {
                dInput[r * width + picked[r]] += dOutput[r];
            }
        });
    }

    static Var selectRows(Var input, int... rows) {
        if (input.rank() == 0) {
            throw new IllegalArgumentException("Var.selectRows: needs at least 1 axis, but the shape is []");
        }
        for (int r = 0; r < rows.length; r++) {
            requireBelow("selectRows", "row", r, rows[r], input.size(0));
        }
        int[] shape = input.shape();
        shape[0] = rows.length;
        return pick(input, rows.clone(), rows.length, shape);
    }

    /** The rows of these numbers, which are in range; the list is kept. */
    static Var pick(Var input, int[] rows, int count, int[] shape) {
        int width = Axes.product(shape, 1, shape.length);
        Var output = input.tape().result(shape, input);
        for (int r = 0; r < count; r++) {
            System.arraycopy(input.values(), rows[r] * width, output.values(), r * width, width);
        }
        return input.tape().record(output, gradients -> {
            float[] dOutput = gradients.of(output);
            float[] dInput = gradients.of(input);
            for (int r = 0; r < count; r++) {
                add(dOutput, r * width, dInput, rows[r] * width, width);
            }
        });
    }

    /** The inverse of picking: row i goes to row {@code rows[i]} of the result, all other rows are +0. */
    static Var place(Var input, int[] rows, int[] shape) {
        int count = input.size(0);
        int width = input.size(1);
        Var output = input.tape().result(shape, input);
        Arrays.fill(output.values(), 0, output.count(), 0f);
        for (int r = 0; r < count; r++) {
            System.arraycopy(input.values(), r * width, output.values(), rows[r] * width, width);
        }
        return input.tape().record(output, gradients -> {
            float[] dOutput = gradients.of(output);
            float[] dInput = gradients.of(input);
            for (int r = 0; r < count; r++) {
                add(dOutput, rows[r] * width, dInput, r * width, width);
            }
        });
    }

    private static void add(float[] from, int fromOffset, float[] to, int toOffset, int count) {
        for (int i = 0; i < count; i++) {
            to[toOffset + i] += from[fromOffset + i];
        }
    }

    private static void requireBelow(String operation, String what, int position, int value, int bound) {
        if (value < 0 || value >= bound) {
            throw new IndexOutOfBoundsException("Var." + operation + ": " + what + " " + position + " is " + value
                    + ", but must be from 0 to " + (bound - 1));
        }
    }
}
