package org.rnn4j.autograd;

/**
 * The standard normal distribution in double, from {@code erfc} with a relative error below 1e-12: a series of positive
 * terms near 0, Laplace's continued fraction further out (Abramowitz and Stegun 1964, 7.1.6 and 7.1.14).
 */
final class Normal {
    /** From here on the continued fraction is used. */
    private static final double FAR = 2.5;

    private static final int FRACTION_TERMS = 120;
    private static final double SQRT_HALF = Math.sqrt(0.5);
    private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);
    private static final double ONE_OVER_SQRT_TWO_PI = 1 / Math.sqrt(2 * Math.PI);

    private Normal() {}

    /** The probability of a value below x: {@code erfc(-x / sqrt 2) / 2}. */
    static double cumulative(double x) {
        return 0.5 * erfc(-x * SQRT_HALF);
    }

    /** {@code exp(-x^2 / 2) / sqrt(2 pi)}. */
    static double density(double x) {
        return ONE_OVER_SQRT_TWO_PI * StrictMath.exp(-0.5 * x * x);
    }

    /** 1 - erf(x). */
    static double erfc(double x) {
        if (x < 0) {
            return 2 - erfc(-x);
        }
        return x < FAR ? 1 - nearErf(x) : farErfc(x);
    }

    /** {@code 2 / sqrt(pi) exp(-x^2) sum of 2^n x^(2n+1) / (1 3 5 ... (2n+1))}. */
    private static double nearErf(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; term > sum * 1e-17; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return TWO_OVER_SQRT_PI * StrictMath.exp(-x * x) * sum;
    }

    /** {@code exp(-x^2) / sqrt(pi) * 1/(x + (1/2)/(x + (2/2)/(x + (3/2)/(x + ...))))}. */
    private static double farErfc(double x) {
        double fraction = x;
        for (int n = FRACTION_TERMS; n > 0; n--) {
            fraction = x + 0.5 * n / fraction;
        }
        return 0.5 * TWO_OVER_SQRT_PI * StrictMath.exp(-x * x) / fraction;
    }
}
