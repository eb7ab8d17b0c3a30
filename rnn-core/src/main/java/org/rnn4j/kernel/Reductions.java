package org.rnn4j.kernel;

import java.util.BitSet;

/**
 * Sums in the fixed order of the arithmetic contract: 16 lanes, lane l adds elements l, l + 16, ... from +0, then lane l
 * += lane l + w for w = 8, 4, 2, 1.
 */
public final class Reductions {
    private static final int LANES = 16;
    private static final int BLOCK = 1_024;

    /** One term of a sum over a range of an array. */
    @FunctionalInterface
    public interface Term {
        /** The term of one element. */
        double of(float value);
    }

    private Reductions() {}

    /** The sum of {@code count} elements in float. */
    public static float sum(float[] x, int offset, int count) {
        float[] lanes = new float[LANES];
        int whole = count / LANES * LANES;
        for (int i = 0; i < whole; i += LANES) {
            for (int l = 0; l < LANES; l++) {
                lanes[l] += x[offset + i + l];
            }
        }
        for (int i = whole; i < count; i++) {
            lanes[i - whole] += x[offset + i];
        }
        return fold(lanes);
    }

    /** Whether all of {@code count} elements are finite. */
    public static boolean areFinite(float[] x, int offset, int count) {
        // 0 times a finite number is 0, everything else becomes NaN and stays; eight sums do not wait for each other.
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        int i = offset;
        int end = offset + count;
        for (; i <= end - 8; i += 8) {
            a += 0 * x[i];
            b += 0 * x[i + 1];
            c += 0 * x[i + 2];
            d += 0 * x[i + 3];
            e += 0 * x[i + 4];
            f += 0 * x[i + 5];
            g += 0 * x[i + 6];
            h += 0 * x[i + 7];
        }
        for (; i < end; i++) {
            a += 0 * x[i];
        }
        return a + b + c + d + e + f + g + h == 0;
    }

    /** The sum of the products of {@code count} pairs in float; each lane continues as {@code fma(x, y, lane)}. */
    public static float dot(float[] x, int xOffset, float[] y, int yOffset, int count) {
        float[] lanes = new float[LANES];
        for (int i = 0; i < count; i++) {
            int l = i % LANES;
            lanes[l] = Math.fma(x[xOffset + i], y[yOffset + i], lanes[l]);
        }
        return fold(lanes);
    }

    /** The sum of a term over {@code count} elements in double: blocks of 1,024 by 16 lanes, then blocks in order. */
    public static double sum(float[] x, int offset, int count, Term term) {
        double[] lanes = new double[LANES];
        double total = 0;
        for (int block = 0; block < count; block += BLOCK) {
            java.util.Arrays.fill(lanes, 0);
            int end = Math.min(count, block + BLOCK);
            for (int i = block; i < end; i++) {
                lanes[i % LANES] += term.of(x[offset + i]);
            }
            total += fold(lanes);
        }
        return total;
    }

    /**
     * The sum of the squares of {@code count} elements in double, in the order of {@link #sum(float[], int, int, Term)},
     * several times faster. A square of a float is exact in double.
     */
    public static double sumOfSquares(float[] x, int offset, int count) {
        double[] lanes = new double[LANES];
        double total = 0;
        for (int block = 0; block < count; block += BLOCK) {
            total += squaresOfBlock(x, offset, block, Math.min(count, block + BLOCK), lanes);
        }
        return total;
    }

    /**
     * The sum of the squares of a matrix of {@code count} elements that is 0 outside some rows, which alone are read. The
     * bits are those of {@link #sumOfSquares(float[], int, int)}.
     */
    public static double sumOfSquares(float[] x, int count, BitSet rows, int width) {
        double[] lanes = new double[LANES];
        double total = 0;
        for (int block = 0; block < count; block += BLOCK) {
            int end = Math.min(count, block + BLOCK);
            int row = rows.nextSetBit(block / width);
            if (row >= 0 && (long) row * width < end) {
                total += squaresOfBlock(x, 0, block, end, lanes);
            }
        }
        return total;
    }

    private static double squaresOfBlock(float[] x, int offset, int block, int end, double[] lanes) {
        int whole = end - (end - block) % LANES;
        // Eight lanes at a time stay in registers; the block stays in the nearest cache.
        squares(x, offset + block, offset + whole, lanes, 0);
        squares(x, offset + block, offset + whole, lanes, LANES / 2);
        for (int i = whole; i < end; i++) {
            lanes[i - whole] += (double) x[offset + i] * x[offset + i];
        }
        return fold(lanes);
    }

    private static void squares(float[] x, int from, int to, double[] lanes, int first) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        for (int i = from + first; i < to; i += LANES) {
            s0 += (double) x[i] * x[i];
            s1 += (double) x[i + 1] * x[i + 1];
            s2 += (double) x[i + 2] * x[i + 2];
            s3 += (double) x[i + 3] * x[i + 3];
            s4 += (double) x[i + 4] * x[i + 4];
            s5 += (double) x[i + 5] * x[i + 5];
            s6 += (double) x[i + 6] * x[i + 6];
            s7 += (double) x[i + 7] * x[i + 7];
        }
        lanes[first] = s0;
        lanes[first + 1] = s1;
        lanes[first + 2] = s2;
        lanes[first + 3] = s3;
        lanes[first + 4] = s4;
        lanes[first + 5] = s5;
        lanes[first + 6] = s6;
        lanes[first + 7] = s7;
    }

    private static float fold(float[] lanes) {
        for (int w = LANES / 2; w > 0; w /= 2) {
            for (int l = 0; l < w; l++) {
                lanes[l] += lanes[l + w];
            }
        }
        return lanes[0];
    }

    private static double fold(double[] lanes) {
        for (int w = LANES / 2; w > 0; w /= 2) {
            for (int l = 0; l < w; l++) {
                lanes[l] += lanes[l + w];
            }
        }
        return lanes[0];
    }
}
