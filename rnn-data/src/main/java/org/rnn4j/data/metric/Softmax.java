package org.rnn4j.data.metric;

/** Probabilities of one row of logits, in double precision. */
final class Softmax {
    private Softmax() {}

    /** The logarithm of the odds of a class against all others; for two classes the difference of the logits. */
    static double logOdds(float[] values, int from, int classes, int chosen) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < classes; i++) {
            largest = i == chosen ? largest : Math.max(largest, values[from + i]);
        }
        requireFinite(largest, values[from + chosen]);
        if (largest == Double.NEGATIVE_INFINITY) {
            return classes == 1 ? values[from] : Double.POSITIVE_INFINITY;
        }
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            sum += i == chosen ? 0 : StrictMath.exp(values[from + i] - largest);
        }
        return values[from + chosen] - (largest + StrictMath.log(sum));
    }

    private static void requireFinite(double one, double other) {
        if (one == Double.POSITIVE_INFINITY || other == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "Softmax: expected logits below infinity, but one is infinite, so probabilities are undefined");
        }
    }

    /** The probability of a class. */
    static double probability(float[] values, int from, int classes, int chosen) {
        double largest = values[from];
        for (int i = 1; i < classes; i++) {
            largest = Math.max(largest, values[from + i]);
        }
        requireFinite(largest, largest);
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            sum += StrictMath.exp(values[from + i] - largest);
        }
        return StrictMath.exp(values[from + chosen] - largest) / sum;
    }
}
