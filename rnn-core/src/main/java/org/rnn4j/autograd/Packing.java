package org.rnn4j.autograd;

import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.Kernels;
import org.rnn4j.kernel.PackedMatrix;

/** Packs consecutive rows of a matrix as right operand, transposed or as they are. */
final class Packing {
    private Packing() {}

    static PackedMatrix empty(Context context, int rows, int columns, boolean transposed) {
        int depth = transposed ? columns : rows;
        return context.kernels().packed(depth, transposed ? rows : columns, context.workspace());
    }

    static void pack(
            Kernels kernels, PackedMatrix target, float[] matrix, int rowFrom, int columns, boolean transposed) {
        if (transposed) {
            kernels.packTransposed(target, matrix, rowFrom * columns, columns);
        } else {
            kernels.packRows(target, matrix, 0, columns, null, rowFrom);
        }
    }
}
