package org.rnn4j.kernel;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A store of arrays that are lent and given back, so that a training loop allocates nothing once it is warm. Arrays are
 * at least as long as asked for and hold old values; a length that no Java array can have is refused. Thread-safe.
 */
public final class Workspace {
    private static final int SMALLEST = 64;
    /** The longest array that every JVM can allocate. */
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private final Map<Integer, ArrayDeque<float[]>> floats = new HashMap<>();
    private final Map<Integer, ArrayDeque<int[]>> ints = new HashMap<>();
    private final Map<Integer, ArrayDeque<float[][]>> lists = new HashMap<>();

    Workspace() {}

    /** Lends an array of at least {@code length} floats with unspecified content. */
    public float[] floats(int length) {
        int size = sizeFor(length);
        synchronized (floats) {
            ArrayDeque<float[]> free = floats.get(size);
            if (free != null && !free.isEmpty()) {
                return free.pop();
            }
        }
        return new float[size];
    }

    /** Lends an array of at least {@code length} floats, the first {@code length} of them +0. */
    public float[] zeros(int length) {
        float[] array = floats(length);
        Arrays.fill(array, 0, length, 0f);
        return array;
    }

    /** Lends an array of at least {@code length} ints with unspecified content. */
    public int[] ints(int length) {
        int size = sizeFor(length);
        synchronized (ints) {
            ArrayDeque<int[]> free = ints.get(size);
            if (free != null && !free.isEmpty()) {
                return free.pop();
            }
        }
        return new int[size];
    }

    /** Lends {@code count} arrays of at least {@code length} floats each: the first {@code count} of the list. */
    float[][] rows(int count, int length) {
        float[][] list = list(count);
        for (int i = 0; i < count; i++) {
            list[i] = floats(length);
        }
        return list;
    }

    private float[][] list(int count) {
        int size = sizeFor(count);
        synchronized (lists) {
            ArrayDeque<float[][]> free = lists.get(size);
            if (free != null && !free.isEmpty()) {
                return free.pop();
            }
        }
        return new float[size][];
    }

    /** Takes back what {@link #rows} lent. */
    void release(float[][] rows, int count) {
        for (int i = 0; i < count; i++) {
            release(rows[i]);
        }
        Arrays.fill(rows, 0, count, null);
        synchronized (lists) {
            lists.computeIfAbsent(rows.length, size -> new ArrayDeque<>()).push(rows);
        }
    }

    /** Takes back a lent array; the borrower must not use it any more. */
    public void release(float[] array) {
        synchronized (floats) {
            floats.computeIfAbsent(array.length, size -> new ArrayDeque<>()).push(array);
        }
    }

    /** Takes back a lent array; the borrower must not use it any more. */
    public void release(int[] array) {
        synchronized (ints) {
            ints.computeIfAbsent(array.length, size -> new ArrayDeque<>()).push(array);
        }
    }

    /** Sizes step by a quarter of a power of two, so that at most a fifth is wasted and batches share arrays. */
    private static int sizeFor(int length) {
        if (length < 0 || length > LARGEST) {
            throw new IllegalArgumentException("Workspace: an array of " + length
                    + " elements is beyond what Java can hold (" + LARGEST
                    + "; a negative number is a product that went over it); use a smaller batch or shorter sequences");
        }
        if (length <= SMALLEST) {
            return SMALLEST;
        }
        int step = Integer.highestOneBit(length - 1) >> 2;
        long size = ((long) length + step - 1) / step * step;
        return (int) Math.min(size, LARGEST);
    }
}
