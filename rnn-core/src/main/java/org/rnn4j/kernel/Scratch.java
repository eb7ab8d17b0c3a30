package org.rnn4j.kernel;

import java.util.Arrays;

/** Small buffers for the inside of one kernel call; belongs to one thread at a time and grows as needed. */
public final class Scratch {
    private float[] left = {};
    private float[] tile = {};
    private float[][] rows = {};
    private float[] floats = {};
    private int[] leftPlaces = {};
    private int[] resultPlaces = {};
    private int[] tilePlaces = {};

    Scratch() {}

    /** At least {@code length} floats with unspecified content, until the next call. */
    public float[] floats(int length) {
        if (floats.length < length) {
            floats = new float[length];
        }
        return floats;
    }

    /** Room for a left operand: copied rows, or packed groups of a transposed one. */
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

    /** Room for where {@code count} rows of the left operand begin. */
    int[] leftPlaces(int count) {
        if (leftPlaces.length < count) {
            leftPlaces = new int[count];
        }
        return leftPlaces;
    }

    /** Room for where {@code count} rows of the result begin. */
    int[] resultPlaces(int count) {
        if (resultPlaces.length < count) {
            resultPlaces = new int[count];
        }
        return resultPlaces;
    }

    /** Where the 8 rows of {@link #tile} begin. */
    int[] tilePlaces(int stride) {
        if (tilePlaces.length == 0) {
            tilePlaces = new int[8];
            for (int i = 0; i < 8; i++) {
                tilePlaces[i] = i * stride;
            }
        }
        return tilePlaces;
    }

    /** Separate arrays for {@code count} rows of {@code length} values. */
    float[][] rows(int count, int length) {
        if (rows.length < count) {
            rows = Arrays.copyOf(rows, count);
        }
        for (int i = 0; i < count; i++) {
            float[] row = rows[i]; // each grows alone: many short rows and few long ones never make many long ones
            if (row == null || row.length < length) {
                rows[i] = new float[length];
            }
        }
        return rows;
    }
}
