package org.rnn4j.recurrent;

import org.jspecify.annotations.Nullable;
import org.rnn4j.kernel.Barrier;

/**
 * What one thread does at each step of a run: part {@code part} of {@code parts} of the columns of products over ordered
 * rows {@code from} to {@code to - 1}, and pointwise stages on rows {@code ownFrom} to {@code ownTo - 1} of them.
 *
 * <p>A share of rows is independent of the others and has no barrier. With shares of columns, threads wait for each other
 * between products and pointwise stages, but each reads its columns of the weights only: what is left of them stays in
 * the cache of its core.
 */
record Share(
        int from,
        int to,
        int ownFrom,
        int ownTo,
        int part,
        int parts,
        @Nullable Barrier barrier) {
    /** All of these rows, and all columns. */
    static Share ofRows(int from, int to) {
        return new Share(from, to, from, to, 0, 1, null);
    }

    /** One of {@code parts} shares of the columns for {@code rows} rows. */
    static Share ofColumns(int rows, int part, int parts, Barrier barrier) {
        int ownFrom = rows * part / parts;
        return new Share(0, rows, ownFrom, rows * (part + 1) / parts, part, parts, barrier);
    }

    /** Waits until the other shares of columns have come here too. */
    void meet() {
        if (barrier != null) {
            barrier.await();
        }
    }
}
