package org.rnn4j.autograd;

import java.util.Arrays;

/**
 * How two operands stretch to a common shape by NumPy's rules: axes are matched from the last, and a size of 1 (or a
 * missing axis) is repeated. Elements are visited row-major in the order of the result.
 */
final class Broadcast {
    /** Works on one row: the result from {@code at}, the operands from {@code a} and {@code b} in steps of 0 or 1. */
    @FunctionalInterface
    interface Row {
        void run(int at, int a, int aStep, int b, int bStep, int count);
    }

    private final int[] shape;
    private final int[] aSteps;
    private final int[] bSteps;
    private final int rowLength;
    private final int rows;

    private Broadcast(int[] shape, int[] aSteps, int[] bSteps, int rowAxes) {
        this.shape = shape;
        this.aSteps = aSteps;
        this.bSteps = bSteps;
        int length = 1;
        for (int axis = shape.length - rowAxes; axis < shape.length; axis++) {
            length *= shape[axis];
        }
        int outer = 1;
        for (int axis = 0; axis < shape.length - rowAxes; axis++) {
            outer *= shape[axis];
        }
        rowLength = length;
        rows = length == 0 ? 0 : outer;
    }

    /** The common shape of two operands of {@code operation}; an error if there is none. */
    static Broadcast of(String operation, Var a, Var b) {
        int[] aShape = a.shape();
        int[] bShape = b.shape();
        int[] shape = new int[Math.max(aShape.length, bShape.length)];
        for (int axis = 0; axis < shape.length; axis++) {
            int aSize = sizeFromEnd(aShape, shape.length - axis);
            int bSize = sizeFromEnd(bShape, shape.length - axis);
            if (aSize != bSize && aSize != 1 && bSize != 1) {
                throw new IllegalArgumentException("Var." + operation + ": the shapes " + Arrays.toString(aShape)
                        + " and " + Arrays.toString(bShape) + " do not fit each other: counted from the last axis,"
                        + " sizes must be equal or 1, but got " + aSize + " and " + bSize);
            }
            shape[axis] = aSize == 1 ? bSize : aSize;
        }
        boolean same = Arrays.equals(aShape, bShape);
        int rowAxes = same ? shape.length : Math.min(1, shape.length);
        return new Broadcast(shape, steps(aShape, shape), steps(bShape, shape), rowAxes);
    }

    private static int sizeFromEnd(int[] shape, int fromEnd) {
        return fromEnd > shape.length ? 1 : shape[shape.length - fromEnd];
    }

    /** How far the operand moves along each axis of the result: 0 where it is repeated. */
    private static int[] steps(int[] operand, int[] shape) {
        int[] steps = new int[shape.length];
        int step = 1;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            int size = sizeFromEnd(operand, shape.length - axis);
            steps[axis] = size == 1 ? 0 : step;
            step *= size;
        }
        return steps;
    }

    int[] shape() {
        return shape;
    }

    /** Visits all rows in order. Operands of the same shape make one row. */
    void rows(Row row) {
        int last = shape.length - 1;
        if (rows == 1) {
            int aStep = rowLength == 1 || last < 0 ? 0 : innermostStep(aSteps);
            int bStep = rowLength == 1 || last < 0 ? 0 : innermostStep(bSteps);
            row.run(0, 0, aStep, 0, bStep, rowLength);
            return;
        }
        int[] index = new int[shape.length];
        int a = 0;
        int b = 0;
        for (int r = 0; r < rows; r++) {
            row.run(r * rowLength, a, aSteps[last], b, bSteps[last], rowLength);
            for (int axis = last - 1; axis >= 0; axis--) {
                index[axis]++;
                a += aSteps[axis];
                b += bSteps[axis];
                if (index[axis] < shape[axis]) {
                    break;
                }
                a -= index[axis] * aSteps[axis];
                b -= index[axis] * bSteps[axis];
                index[axis] = 0;
            }
        }
    }

    /** The step of the innermost axis that has more than one element: the step along a row of several axes. */
    private int innermostStep(int[] steps) {
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            if (shape[axis] > 1) {
                return steps[axis];
            }
        }
        return 0;
    }
}
