package org.rnn4j.kernel;

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
            int end = Math.min(count, block + BLOCK);
            int whole = end - (end - block) % LANES;
            // Eight lanes at a time stay in registers; the block stays in the nearest cache.
            squares(x, offset + block, offset + whole, lanes, 0);
            squares(x, offset + block, offset + whole, lanes, LANES / 2);
            for (int i = whole; i < end; i++) {
                lanes[i - whole] += (double) x[offset + i] * x[offset + i];
            }
            total += fold(lanes);
        }
        return total;
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
