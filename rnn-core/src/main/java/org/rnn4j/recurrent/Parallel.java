package org.rnn4j.recurrent;

import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;

/** How work is divided among threads. Division never changes a result, only who computes it. */
final class Parallel {
    /** A thread is worth waking for this many floating-point operations of a product: some 20 microseconds. */
    private static final long WORTH_WAKING = 2_000_000;

    /** About what one random value costs, in operations of a product. */
    private static final long RANDOM_VALUE = 8;

    /** About what adding a value from memory costs, in operations of a product. */
    static final long ADDITION = 8;

    private Parallel() {}

    /** The number of parts for a job of this many floating-point operations. */
    static int parts(Context context, long operations) {
        return (int) Math.max(1, Math.min(context.threads(), operations / WORTH_WAKING));
    }

    /** Work on rows {@code from} to {@code to - 1} of a matrix. */
    @FunctionalInterface
    interface Rows {
        /** Works on these rows alone. */
        void run(int from, int to);
    }

    /** Divides the rows of a matrix among the threads for work with a random number for each value. */
    static void inRows(Var matrix, Rows work) {
        Context context = matrix.tape().context();
        int rows = matrix.size(0);
        int parts = parts(context, RANDOM_VALUE * matrix.count());
        context.parallel(parts, (part, scratch) -> work.run(bound(rows, parts, part), bound(rows, parts, part + 1)));
    }

    /** Where part {@code part} of {@code count} rows begins; boundaries are multiples of 8 where possible. */
    static int bound(int count, int parts, int part) {
        if (part >= parts) {
            return count;
        }
        int even = (int) ((long) count * part / parts);
        return count >= 16 * parts ? even / 8 * 8 : even;
    }
}
