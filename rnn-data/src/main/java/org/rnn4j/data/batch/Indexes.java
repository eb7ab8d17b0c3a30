package org.rnn4j.data.batch;

import java.util.Arrays;
import org.rnn4j.tensor.RandomStream;

/** Orders of examples. */
final class Indexes {
    private Indexes() {}

    static int[] upTo(int count) {
        int[] indexes = new int[count];
        for (int i = 0; i < count; i++) {
            indexes[i] = i;
        }
        return indexes;
    }

    static int[] shuffled(int[] indexes, RandomStream random) {
        int[] shuffled = indexes.clone();
        random.shuffle(shuffled);
        return shuffled;
    }

    /** Shortest first, equally long ones in the order given. */
    static int[] sortedByLength(int[] indexes, Inputs<?> inputs) {
        long[] keys = new long[indexes.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (long) inputs.length(indexes[i]) << 32 | i;
        }
        Arrays.sort(keys);
        int[] sorted = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            sorted[i] = indexes[(int) keys[i]];
        }
        return sorted;
    }

    static void requireSteps(String owner, int[] indexes, Inputs<?> inputs) {
        for (int index : indexes) {
            if (inputs.length(index) == 0) {
                throw new IllegalArgumentException(
                        owner + ": sequence " + index + " has no steps; leave it out, or ask for allowingEmpty()");
            }
        }
    }
}
