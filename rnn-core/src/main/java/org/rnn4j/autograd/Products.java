package org.rnn4j.autograd;

import org.jspecify.annotations.Nullable;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.Kernels;
import org.rnn4j.kernel.PackedMatrix;
import org.rnn4j.kernel.ProductTarget;

/** Matrix products on a context's kernels; large ones are divided among its threads by rows of the result. */
final class Products {
    /** Below this many multiply-adds, waking a thread costs more than it saves. */
    private static final long WORTH_DIVIDING = 200_000;

    /** Rows that stay together, so that tiles of the kernels are full. */
    private static final int GRAIN = 8;

    private Products() {}

    /** C[i, j] += sum over k of A[i, k] B[k, j] for {@code count} rows, each a row of the lists or, without, row i. */
    static void product(
            Context context,
            int count,
            float[] a,
            int aStride,
            int @Nullable [] rows,
            PackedMatrix b,
            float[] c,
            int cStride) {
        Kernels kernels = context.kernels();
        int part = partSize(context, count, b);
        context.parallel(parts(count, part), (index, scratch) -> {
            int from = index * part;
            int size = Math.min(part, count - from);
            kernels.product(size, a, 0, aStride, rows, from, b, c, 0, cStride, rows, from, scratch);
        });
    }

    /** C[i, j] += sum over k of A[k, i] B[k, j] for {@code count} columns i of A; k runs over B's rows. */
    static void productTransposed(
            Context context,
            int count,
            float[] a,
            int aStride,
            int @Nullable [] rows,
            PackedMatrix b,
            float[] c,
            int cStride) {
        Kernels kernels = context.kernels();
        int part = partSize(context, count, b);
        context.parallel(parts(count, part), (index, scratch) -> {
            int from = index * part;
            int size = Math.min(part, count - from);
            ProductTarget[] target = {new ProductTarget(b, c, from * cStride, cStride)};
            kernels.productTransposed(size, a, from, aStride, rows, 0, target, scratch);
        });
    }

    private static int partSize(Context context, int count, PackedMatrix b) {
        if ((long) count * b.depth() * b.columns() < WORTH_DIVIDING) {
            return Math.max(1, count);
        }
        int share = (count + context.threads() - 1) / context.threads();
        return (share + GRAIN - 1) / GRAIN * GRAIN;
    }

    private static int parts(int count, int part) {
        return (count + part - 1) / part;
    }
}
