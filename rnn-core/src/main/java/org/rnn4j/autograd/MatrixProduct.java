package org.rnn4j.autograd;

import java.util.Arrays;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.PackedMatrix;

/** The matrix product {@code [.., K] x [K, N]}. */
final class MatrixProduct {
    private MatrixProduct() {}

    static Var matmul(Var left, Var right) {
        requireFit(left, right);
        Tape tape = left.tape();
        tape.requireOwn(right);
        Context context = tape.context();
        int depth = right.size(0);
        int columns = right.size(1);
        int[] shape = left.shape();
        shape[shape.length - 1] = columns;
        Var result = tape.result(shape, left, right);
        int rows = rows(shape);
        Arrays.fill(result.values(), 0, result.count(), 0f);
        PackedMatrix operand = tape.packed(right, 0, depth, false);
        Products.product(context, rows, left.values(), depth, null, operand, result.values(), columns);
        return tape.record(result, gradients -> {
            float[] dResult = gradients.of(result);
            if (left.requiresGradient()) {
                PackedMatrix transposed = tape.packed(right, 0, depth, true);
                Products.product(context, rows, dResult, columns, null, transposed, gradients.of(left), depth);
            }
            if (right.requiresGradient()) {
                PackedMatrix dRows = tape.packedRows(rows, columns, dResult, null);
                Products.productTransposed(
                        context, depth, left.values(), depth, null, dRows, gradients.of(right), columns);
            }
        });
    }

    static int rows(int[] shape) {
        int rows = 1;
        for (int axis = 0; axis < shape.length - 1; axis++) {
            rows *= shape[axis];
        }
        return rows;
    }

    private static void requireFit(Var left, Var right) {
        if (left.rank() < 1 || right.rank() != 2 || left.size(-1) != right.size(0)) {
            throw new IllegalArgumentException("Var.matmul: expected [.., K] and [K, N], but got "
                    + Arrays.toString(left.shape()) + " and " + Arrays.toString(right.shape()));
        }
    }
}
