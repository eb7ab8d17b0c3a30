package org.rnn4j.layer;

import java.util.Arrays;
import org.rnn4j.kernel.Kernels;
import org.rnn4j.tensor.RandomKey;

/**
 * Dropout masks (Srivastava et al. 2014): each value is 0 with probability {@code rate}, else {@code 1 / (1 - rate)}. A
 * value depends on the key, row, step and feature alone, never on what else was drawn.
 */
public final class DropoutMask {
    private DropoutMask() {}

    /** Throws unless the rate is in [0, 1); {@code owner} opens the message. */
    public static void requireRate(String owner, double rate) {
        if (!(rate >= 0 && (float) rate < 1)) { // the masks compare floats
            throw new IllegalArgumentException(owner + ": expected a dropout rate in [0, 1), but got " + rate);
        }
    }

    /** What kept values are multiplied by: {@code 1 / (1 - rate)}, rounded once. */
    public static float scale(double rate) {
        return (float) (1 / (1 - rate));
    }

    /**
     * The mask of one row: feature j is kept iff {@code RandomKey.uniform(key.rowSeed(row, step), j) >= (float) rate}.
     *
     * @param row the row in the caller's order, for example the number of the sequence
     * @param step the time step; 0 for masks that do not change over time
     */
    public static void fill(
            Kernels kernels, RandomKey key, double rate, long row, long step, float[] mask, int offset, int width) {
        if (rate == 0) {
            Arrays.fill(mask, offset, offset + width, 1f);
            return;
        }
        kernels.randomMask(key.rowSeed(row, step), (float) rate, 0f, scale(rate), mask, offset, width);
    }

    /** The masks of {@code rows} rows at one step, {@code [rows, width]}. */
    public static void fillRows(
            Kernels kernels, RandomKey key, double rate, int rows, long step, float[] masks, int width) {
        for (int row = 0; row < rows; row++) {
            fill(kernels, key, rate, row, step, masks, row * width, width);
        }
    }
}
