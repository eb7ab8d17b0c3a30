package org.rnn4j.autograd;

import org.jspecify.annotations.Nullable;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.Kernels;
import org.rnn4j.kernel.PackedMatrix;

/** Packs rows of a matrix as right operand, transposed or as they are; large ones in parts on the context's threads. */
final class Packing {
    /** Below this many values, waking a thread costs more than it saves. */
    private static final int WORTH_DIVIDING = 1 << 16;

    private Packing() {}

    static PackedMatrix empty(Context context, int rows, int columns, boolean transposed) {
        int depth = transposed ? columns : rows;
        return context.kernels().packed(depth, transposed ? rows : columns, context.workspace());
    }

    /** Consecutive rows from {@code rowFrom} on. */
    static void pack(
            Context context, PackedMatrix target, float[] matrix, int rowFrom, int columns, boolean transposed) {
        if (transposed) {
            Kernels kernels = context.kernels();
            int parts = parts(context, target);
            context.parallel(
                    parts,
                    (part, scratch) -> kernels.packTransposed(target, matrix, rowFrom * columns, columns, part, parts));
        } else {
            packRows(context, target, matrix, null, rowFrom);
        }
    }

    /** The listed rows of a matrix as wide as the target, or consecutive ones from {@code from} on. */
    static void packRows(Context context, PackedMatrix target, float[] matrix, int @Nullable [] rows, int from) {
        Kernels kernels = context.kernels();
        int parts = parts(context, target);
        context.parallel(
                parts,
                (part, scratch) -> kernels.packRows(target, matrix, 0, target.columns(), rows, from, part, parts));
    }

    private static int parts(Context context, PackedMatrix target) {
        return (long) target.depth() * target.columns() < WORTH_DIVIDING ? 1 : context.threads();
    }
}
