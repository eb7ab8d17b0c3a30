package org.rnn4j.reference;

import java.util.Arrays;

/** Functions of one number or one row, written as their definitions. */
public final class ReferenceFunctions {
    private ReferenceFunctions() {}

    public static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    public static double softplus(double x) {
        return Math.log(1 + Math.exp(x));
    }

    /** The standard normal distribution function by Simpson's rule. */
    public static double normal(double x) {
        int intervals = 2_000;
        double step = x / intervals;
        double sum = 0;
        for (int i = 0; i <= intervals; i++) {
            double factor = i == 0 || i == intervals ? 1 : i % 2 == 1 ? 4 : 2;
            sum += factor * Math.exp(-0.5 * (i * step) * (i * step));
        }
        return 0.5 + sum * step / 3 / Math.sqrt(2 * Math.PI);
    }

    public static double[] softmax(double[] x) {
        double[] y = Arrays.stream(x).map(Math::exp).toArray();
        double sum = Arrays.stream(y).sum();
        return Arrays.stream(y).map(v -> v / sum).toArray();
    }

    public static double[] logSoftmax(double[] x) {
        return Arrays.stream(softmax(x)).map(Math::log).toArray();
    }

    public static double mean(double[] x) {
        return Arrays.stream(x).sum() / x.length;
    }

    public static double max(double[] x) {
        return Arrays.stream(x).max().orElseThrow();
    }

    /** {@code W x + b} with weight {@code [outputs, inputs]}. */
    public static double[] affine(double[] x, Doubles weight, Doubles bias) {
        double[] y = new double[weight.size(0)];
        for (int j = 0; j < y.length; j++) {
            y[j] = bias.at(j);
            for (int k = 0; k < x.length; k++) {
                y[j] += weight.at(j, k) * x[k];
            }
        }
        return y;
    }

    public static double[] layerNorm(double[] x, Doubles weight, Doubles bias, double epsilon) {
        double mean = mean(x);
        double variance = 0;
        for (double value : x) {
            variance += (value - mean) * (value - mean) / x.length;
        }
        double[] y = new double[x.length];
        for (int j = 0; j < y.length; j++) {
            y[j] = (x[j] - mean) / Math.sqrt(variance + epsilon) * weight.at(j) + bias.at(j);
        }
        return y;
    }
}
