package org.rnn4j.tensor;

import java.util.Arrays;

/**
 * The number of valid time steps of each sequence in a batch; what lies behind them is padding. Immutable.
 */
public final class Lengths {
    private final int[] lengths;
    private final int max;
    private final int total;

    private Lengths(int[] lengths) {
        this.lengths = lengths;
        int longest = 0;
        long sum = 0;
        for (int b = 0; b < lengths.length; b++) {
            if (lengths[b] < 0) {
                throw new IllegalArgumentException(
                        "Lengths: every length must be at least 0, but length " + b + " is " + lengths[b]);
            }
            longest = Math.max(longest, lengths[b]);
            sum += lengths[b];
        }
        if (sum > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "Lengths: the batch has " + sum + " steps; the limit is " + Integer.MAX_VALUE);
        }
        max = longest;
        total = (int) sum;
    }

    /** One length per sequence, in batch order; 0 is legal. */
    public static Lengths of(int... lengths) {
        return new Lengths(lengths.clone());
    }

    /** All sequences of a batch equally long. */
    public static Lengths full(int batch, int time) {
        int[] lengths = new int[batch];
        Arrays.fill(lengths, time);
        return new Lengths(lengths);
    }

    /** The number of sequences. */
    public int batch() {
        return lengths.length;
    }

    /** The length of sequence {@code b}. */
    public int get(int b) {
        return lengths[b];
    }

    /** The longest length; 0 for an empty batch. */
    public int max() {
        return max;
    }

    /** The sum of the lengths: the number of valid steps. */
    public int total() {
        return total;
    }

    /** Whether every sequence has exactly {@code time} steps, so that there is no padding. */
    public boolean areAll(int time) {
        return (long) total == (long) time * lengths.length && max <= time;
    }

    /** A copy as array. */
    public int[] toArray() {
        return lengths.clone();
    }

    /** Throws unless there are {@code batch} lengths and none exceeds {@code time}; {@code owner} opens the message. */
    public void requireFit(String owner, int time, int batch) {
        if (lengths.length != batch) {
            throw new IllegalArgumentException(owner + ": expected one length for each of the " + batch
                    + " sequences, but got " + lengths.length + " lengths");
        }
        for (int b = 0; b < batch; b++) {
            if (lengths[b] > time) {
                throw new IllegalArgumentException(owner + ": sequence " + b + " has length " + lengths[b]
                        + ", but the batch has only " + time + " time steps");
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Lengths that && Arrays.equals(lengths, that.lengths);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(lengths);
    }

    @Override
    public String toString() {
        return "Lengths" + Arrays.toString(lengths);
    }
}
