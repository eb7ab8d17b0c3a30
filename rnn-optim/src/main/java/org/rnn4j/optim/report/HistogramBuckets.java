package org.rnn4j.optim.report;

import java.util.Arrays;

/**
 * Counts of finite values in TensorFlow's default buckets: the limits are 0, the powers 1e-12 * 1.1^k below 1e20, the
 * largest double, and all of these with a minus. A value v is in the first bucket with v &lt; limit, so a bucket reaches
 * from the limit before it, inclusive, to its own, exclusive. Runs of empty buckets are joined into one.
 *
 * @param min the smallest value; 0 if there is none
 * @param max the largest value; 0 if there is none
 * @param number how many values there are
 * @param sum their sum
 * @param sumOfSquares the sum of their squares
 * @param limits the upper limits of the buckets, ascending
 * @param counts how many values are in each bucket
 */
record HistogramBuckets(
        double min, double max, double number, double sum, double sumOfSquares, double[] limits, double[] counts) {
    private static final double SMALLEST = 1e-12;
    private static final double END = 1e20;
    private static final double GROWTH = 1.1;
    private static final double[] LIMITS = defaultLimits();

    /**
     * Counts these values.
     *
     * @throws IllegalArgumentException if one is not finite; {@code name} says whose it is
     */
    static HistogramBuckets of(String name, float[] values) {
        double[] counts = new double[LIMITS.length];
        double min = values.length == 0 ? 0 : Double.POSITIVE_INFINITY;
        double max = values.length == 0 ? 0 : Double.NEGATIVE_INFINITY;
        double sum = 0;
        double sumOfSquares = 0;
        for (int i = 0; i < values.length; i++) {
            double value = values[i];
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("TensorBoardEvents: expected finite values for the histogram of "
                        + name + ", but value " + i + " is " + value
                        + "; clip the gradients or lower the learning rate");
            }
            min = Math.min(min, value);
            max = Math.max(max, value);
            sum += value;
            sumOfSquares += value * value;
            counts[bucket(value)]++;
        }
        return joined(min, max, values.length, sum, sumOfSquares, counts);
    }

    /** The index of the first limit above the value. */
    private static int bucket(double value) {
        double normal = value + 0.0; // binary search puts -0 before 0
        int found = Arrays.binarySearch(LIMITS, normal);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** Leaves out each empty bucket that is followed by another. */
    private static HistogramBuckets joined(
            double min, double max, double number, double sum, double sumOfSquares, double[] all) {
        double[] limits = new double[all.length];
        double[] counts = new double[all.length];
        int kept = 0;
        for (int i = 0; i < all.length; i++) {
            boolean beforeEmpty = i + 1 < all.length && all[i + 1] == 0;
            if (all[i] != 0 || !beforeEmpty) {
                limits[kept] = LIMITS[i];
                counts[kept++] = all[i];
            }
        }
        return new HistogramBuckets(
                min, max, number, sum, sumOfSquares, Arrays.copyOf(limits, kept), Arrays.copyOf(counts, kept));
    }

    private static double[] defaultLimits() {
        double[] positive = new double[1000];
        int count = 0;
        for (double limit = SMALLEST; limit < END; limit *= GROWTH) {
            positive[count++] = limit;
        }
        positive[count++] = Double.MAX_VALUE;
        double[] limits = new double[2 * count + 1];
        for (int i = 0; i < count; i++) {
            limits[count - 1 - i] = -positive[i];
            limits[count + 1 + i] = positive[i];
        }
        return limits;
    }
}
