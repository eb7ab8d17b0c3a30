package org.rnn4j.io;

import java.util.Arrays;

/** A shape from a file that a Java array can hold, and its bytes: every multiplication is checked. */
record TensorShape(int[] sizes, long bytes) {
    static final int MAX_RANK = 64;
    private static final int MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8;

    /** Refuses what overflows or is longer than a Java array. */
    static TensorShape of(long[] shape, DataType dataType) {
        int[] sizes = new int[shape.length];
        long count = 1;
        for (int axis = 0; axis < shape.length; axis++) {
            if (shape[axis] > MAX_ARRAY_LENGTH || count * shape[axis] > MAX_ARRAY_LENGTH) {
                throw new IllegalArgumentException("the shape " + Arrays.toString(shape)
                        + " has more elements than a Java array can hold (" + MAX_ARRAY_LENGTH + ")");
            }
            sizes[axis] = (int) shape[axis];
            count *= shape[axis]; // both below 2^31
        }
        return new TensorShape(sizes, count * dataType.bytes());
    }
}
