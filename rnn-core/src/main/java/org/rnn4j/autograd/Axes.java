package org.rnn4j.autograd;

import java.util.Arrays;

/** Arithmetic on shapes: one axis with everything before and behind it. */
final class Axes {
    private Axes() {}

    /** The axis counted from 0; negative ones count from the end. */
    static int positive(String operation, Var var, int axis) {
        int positive = axis < 0 ? axis + var.rank() : axis;
        if (positive < 0 || positive >= var.rank()) {
            throw new IllegalArgumentException("Var." + operation + ": there is no axis " + axis + " in the shape "
                    + Arrays.toString(var.shape()));
        }
        return positive;
    }

    /** The product of the sizes of axes {@code from} to {@code to - 1}. */
    static int product(int[] shape, int from, int to) {
        int product = 1;
        for (int axis = from; axis < to; axis++) {
            product *= shape[axis];
        }
        return product;
    }

    /** The shape without one axis. */
    static int[] without(int[] shape, int axis) {
        int[] rest = new int[shape.length - 1];
        System.arraycopy(shape, 0, rest, 0, axis);
        System.arraycopy(shape, axis + 1, rest, axis, rest.length - axis);
        return rest;
    }

    /** An error unless the value has a last axis, with at least one element. */
    static void requireLast(String operation, Var var) {
        if (var.rank() == 0 || var.size(-1) == 0) {
            throw new IllegalArgumentException(
                    "Var." + operation + ": needs a last axis with at least 1 element, but the" + " shape is "
                            + Arrays.toString(var.shape()));
        }
    }
}
