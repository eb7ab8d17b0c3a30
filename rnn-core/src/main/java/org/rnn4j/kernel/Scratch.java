package org.rnn4j.kernel;

/** Small buffers for the inside of one kernel call; belongs to one thread at a time and grows as needed. */
public final class Scratch {
    private float[] left = {};
    private float[] tile = {};
    private float[][] rows = {};

    Scratch() {}

    /** Room for packed left operands. */
    float[] left(int length) {
        if (left.length < length) {
            left = new float[length];
        }
        return left;
    }

    /** Room for one tile at an edge of the result. */
    float[] tile(int length) {
        if (tile.length < length) {
            tile = new float[length];
        }
        return tile;
    }

    /** Separate arrays for {@code count} rows of {@code length} values. */
    float[][] rows(int count, int length) {
        if (rows.length < count || rows[0].length < length) {
            int columns = rows.length == 0 ? length : Math.max(length, rows[0].length);
            rows = new float[Math.max(count, rows.length)][columns];
        }
        return rows;
    }
}
