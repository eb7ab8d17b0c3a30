package org.rnn4j.data.split;

/**
 * Which part of a data set goes to training, validation and test.
 *
 * @param train the fraction for training, in (0, 1]
 * @param validation the fraction for validation, in [0, 1)
 * @param test the fraction for the test, in [0, 1)
 */
public record Fractions(double train, double validation, double test) {
    private static final double TOLERANCE = 1e-9;

    /** Checks the ranges and that the sum is 1, within 1e-9. */
    public Fractions {
        boolean inRange = train > 0 && train <= 1 && validation >= 0 && validation < 1 && test >= 0 && test < 1;
        if (!inRange || !(Math.abs(train + validation + test - 1) <= TOLERANCE)) {
            throw new IllegalArgumentException("Fractions: expected a positive fraction for training and others of at"
                    + " least 0 that add up to 1, but got " + train + ", " + validation + " and " + test);
        }
    }
}
