package org.rnn4j.data.batch;

import java.util.Arrays;
import org.rnn4j.tensor.RandomKey;

/** Batches of similar lengths from shuffled pools. */
record Buckets(Cut cut, int poolBatches) {
    Buckets {
        if (poolBatches < 1) {
            throw new IllegalArgumentException("Batches: expected pools of at least 1 batch, but got " + poolBatches);
        }
    }

    /** The batches of one epoch, whose key this is. */
    int[][] of(int[] indexes, Inputs<?> inputs, RandomKey key) {
        int[] shuffled = Indexes.shuffled(indexes, key.child("examples").stream());
        // Left out before sorting: otherwise it would always be the longest of a pool.
        int[] used = Arrays.copyOf(shuffled, cut.used(shuffled.length));
        long pool = (long) cut.batchSize() * poolBatches;
        for (long from = 0; from < used.length; from += pool) {
            int to = (int) Math.min(from + pool, used.length);
            int[] sorted = Indexes.sortedByLength(Arrays.copyOfRange(used, (int) from, to), inputs);
            System.arraycopy(sorted, 0, used, (int) from, sorted.length);
        }
        int[][] batches = cut.into(used);
        int[] order = key.child("batches").stream().permutation(batches.length);
        int[][] ordered = new int[batches.length][];
        for (int i = 0; i < ordered.length; i++) {
            ordered[i] = batches[order[i]];
        }
        return ordered;
    }
}
