package org.rnn4j.recurrent;

import org.rnn4j.kernel.Context;

/** How work is divided among threads. Division never changes a result, only who computes it. */
final class Parallel {
    /** Below this many floating-point operations a job stays on the caller's thread. */
    private static final long SMALL = 400_000;

    private Parallel() {}

    /** The number of parts for a job of this many floating-point operations. */
    static int parts(Context context, long operations) {
        return operations < SMALL ? 1 : context.threads();
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
