package org.rnn4j.data.augment;

/** What the augmentations of series share. */
final class Steps {
    private Steps() {}

    /** The same values in arrays of their own. */
    static float[][] copy(float[][] series) {
        float[][] copy = new float[series.length][];
        for (int t = 0; t < copy.length; t++) {
            copy[t] = series[t].clone();
        }
        return copy;
    }

    static int features(float[][] series) {
        return series.length == 0 ? 0 : series[0].length;
    }

    /** The value of a curve of equally distant points, at a part of its length from 0 to 1, on straight lines. */
    static double between(double[] curve, double part) {
        double place = part * (curve.length - 1);
        int below = Math.min((int) place, curve.length - 2);
        return curve[below] + (place - below) * (curve[below + 1] - curve[below]);
    }

    static void requirePositive(String owner, String what, double number) {
        if (!(number > 0 && number < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(owner + ": expected a positive " + what + ", but got " + number);
        }
    }
}
