package org.rnn4j.recurrent;

import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Tape;
import org.rnn4j.tensor.Lengths;

/**
 * Where the rows of a ragged batch lie while a layer runs over it in one direction.
 *
 * <p>Sequences are ordered by length, longest first, so the rows alive at step t are the first {@code count(t)}: the
 * batch shrinks as sequences end, and no masks are needed. <em>Slot rows</em> hold one row per valid step: step t begins
 * at {@code slotRow(t)}. <em>State rows</em> come in blocks in order of processing: block 0 holds the initial state, block
 * s + 1 what the s-th processed step made; rows that enter later (in the backward direction) wait in the block before
 * their first step. So the state before a step is always a run of consecutive rows.
 *
 * <p>Sums over rows must not depend on this order: {@link #callerSlots}, {@link #callerInputs} and {@link
 * #callerPrevious} list the rows step by step in the caller's batch order.
 */
final class RowPlan {
    final int batch;
    final boolean reverse;
    /** The number of valid steps: the length of all row lists. */
    final int total;
    /** Steps with at least one row: the longest length. */
    final int steps;
    /** The batch position of each ordered row. */
    final int[] order;

    private final int[] position;
    private final int[] counts;
    private final int[] slotRows;
    private final int[] blockRows;
    private final Lengths lengths;

    /** Whether all sequences are as long as the batch: the rows of a step are the caller's, in the caller's order. */
    final boolean regular;
    /** For each slot row, its row t * batch + b in the caller's arrays; null if that is the same number. */
    final int @Nullable [] inputRows;
    /** Slot rows in the caller's order; null if they are in that order already. */
    final int @Nullable [] callerSlots;
    /** The caller's rows t * batch + b of all valid steps in order; null if all are valid. */
    final int @Nullable [] callerInputs;
    /** State rows before each step, in the caller's order; null if they are consecutive from 0. */
    final int @Nullable [] callerPrevious;

    RowPlan(Tape tape, Lengths lengths, int time, boolean reverse) {
        this.lengths = lengths;
        this.reverse = reverse;
        batch = lengths.batch();
        total = lengths.total();
        steps = lengths.max();
        counts = tape.borrowInts(steps + 1);
        slotRows = tape.borrowInts(steps + 1);
        blockRows = tape.borrowInts(steps + 2);
        order = tape.borrowInts(batch);
        position = tape.borrowInts(batch);
        countRows();
        orderByLength();
        placeBlocks();
        regular = lengths.areAll(time);
        inputRows = regular ? null : inputRows(tape.borrowInts(total));
        callerSlots = regular ? null : callerSlots(tape.borrowInts(total));
        callerInputs = regular ? null : callerInputs(tape.borrowInts(total));
        callerPrevious = isInCallersOrder() ? null : callerPrevious(tape.borrowInts(total));
    }

    private void countRows() {
        java.util.Arrays.fill(counts, 0, steps + 1, 0);
        for (int b = 0; b < batch; b++) {
            if (lengths.get(b) > 0) {
                counts[lengths.get(b) - 1]++;
            }
        }
        for (int t = steps - 2; t >= 0; t--) {
            counts[t] += counts[t + 1];
        }
        int row = 0;
        for (int t = 0; t < steps; t++) {
            slotRows[t] = row;
            row += counts[t];
        }
    }

    /** A stable counting sort, longest first; position is its inverse. */
    private void orderByLength() {
        int next = 0;
        for (int length = steps; length >= 0; length--) {
            for (int b = 0; b < batch; b++) {
                if (lengths.get(b) == length) {
                    order[next] = b;
                    position[b] = next++;
                }
            }
        }
    }

    private void placeBlocks() {
        blockRows[0] = 0;
        for (int s = 0; s <= steps; s++) {
            int made = s == 0 ? 0 : counts[stepAt(s - 1)];
            int wanted = s == steps ? 0 : counts[stepAt(s)];
            blockRows[s + 1] = blockRows[s] + Math.max(made, wanted);
        }
    }

    private int[] inputRows(int[] rows) {
        for (int t = 0; t < steps; t++) {
            for (int r = 0; r < counts[t]; r++) {
                rows[slotRows[t] + r] = t * batch + order[r];
            }
        }
        return rows;
    }

    private int[] callerSlots(int[] rows) {
        int next = 0;
        for (int t = 0; t < steps; t++) {
            for (int b = 0; b < batch; b++) {
                if (t < lengths.get(b)) {
                    rows[next++] = slotRows[t] + position[b];
                }
            }
        }
        return rows;
    }

    private int[] callerInputs(int[] rows) {
        int next = 0;
        for (int t = 0; t < steps; t++) {
            for (int b = 0; b < batch; b++) {
                if (t < lengths.get(b)) {
                    rows[next++] = t * batch + b;
                }
            }
        }
        return rows;
    }

    private int[] callerPrevious(int[] rows) {
        int next = 0;
        for (int t = 0; t < steps; t++) {
            int block = blockRows[stepAt(t)];
            for (int b = 0; b < batch; b++) {
                if (t < lengths.get(b)) {
                    rows[next++] = block + position[b];
                }
            }
        }
        return rows;
    }

    /** The time step that is processed s-th; also the other way round. */
    int stepAt(int s) {
        return reverse ? steps - 1 - s : s;
    }

    /** How many sequences are longer than t. */
    int count(int t) {
        return counts[t];
    }

    /** The first slot row of step t. */
    int slotRow(int t) {
        return slotRows[t];
    }

    /** The first row of state block s. */
    int blockRow(int s) {
        return blockRows[s];
    }

    /** The number of state rows in all blocks. */
    int stateRows() {
        return blockRows[steps + 1];
    }

    /** The state row where sequence b's initial state waits; its length must be above 0. */
    int initialRow(int b) {
        int s = reverse ? steps - lengths.get(b) : 0;
        return blockRows[s] + position[b];
    }

    /** The state row that holds sequence b's final state; its length must be above 0. */
    int finalRow(int b) {
        int s = reverse ? steps : lengths.get(b);
        return blockRows[s] + position[b];
    }

    /** The state row made at step t for sequence b. */
    int outputRow(int t, int b) {
        return blockRows[stepAt(t) + 1] + position[b];
    }

    /** Whether the state rows after the initial ones are all rows of the caller, in the caller's order. */
    boolean isInCallersOrder() {
        return regular && !reverse;
    }

    /** Where sequence b stands among the ordered rows. */
    int position(int b) {
        return position[b];
    }

    int length(int b) {
        return lengths.get(b);
    }

    /** The ordered rows: those of sequences of at least one step. */
    int rows() {
        return steps == 0 ? 0 : counts[0];
    }

    /**
     * Cuts the ordered rows into runs of about equal work; run i is from result[i] to result[i + 1]. There is at least one,
     * there are at most {@code parts}, and fewer where runs would have only a few rows.
     */
    int[] shares(int parts) {
        int count = Math.max(1, Math.min(parts, rows() / ROWS_PER_SHARE));
        int[] bounds = new int[count + 1];
        bounds[count] = rows();
        long sum = 0;
        int share = 1;
        for (int r = 0; share < count; r++) { // longest first: the first k rows have at least their part of the work
            sum += lengths.get(order[r]);
            if (sum * count >= (long) total * share && (r + 1) % ROWS_PER_SHARE == 0) {
                bounds[share++] = r + 1;
            }
        }
        return bounds;
    }

    /** Shares begin at multiples of this many rows, so that the products' tiles are full. */
    private static final int ROWS_PER_SHARE = 4;
}
