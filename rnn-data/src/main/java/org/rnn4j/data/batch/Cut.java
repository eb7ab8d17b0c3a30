package org.rnn4j.data.batch;

import java.util.Arrays;

/** How a row of examples is cut into batches. */
record Cut(int batchSize, boolean dropLast) {
    Cut {
        if (batchSize < 1) {
            throw new IllegalArgumentException("Batches: expected a batch size of at least 1, but got " + batchSize);
        }
    }

    /** How many of these examples are used. */
    int used(int examples) {
        return dropLast ? examples - examples % batchSize : examples;
    }

    /** How many batches these examples make. */
    int batches(int examples) {
        return (int) (((long) used(examples) + batchSize - 1) / batchSize);
    }

    int[][] into(int[] indexes) {
        int[][] batches = new int[batches(indexes.length)][];
        for (int i = 0; i < batches.length; i++) {
            int from = i * batchSize;
            batches[i] = Arrays.copyOfRange(indexes, from, (int) Math.min((long) from + batchSize, indexes.length));
        }
        return batches;
    }
}
