package org.rnn4j.optim;

/** Checks of hyper-parameters: an error says whose, which, what was expected and what arrived. */
final class Hyper {
    private Hyper() {}

    static void requireNotNegative(String owner, String what, double value) {
        require(value >= 0 && value < Double.POSITIVE_INFINITY, owner, what, "finite and at least 0", value);
    }

    static void requirePositive(String owner, String what, double value) {
        require(value > 0 && value < Double.POSITIVE_INFINITY, owner, what, "finite and above 0", value);
    }

    static void requireFraction(String owner, String what, double value) {
        require(value >= 0 && value < 1, owner, what, "at least 0 and below 1", value);
    }

    static void requireFinite(String owner, String what, double value) {
        require(Double.isFinite(value), owner, what, "finite", value);
    }

    /** Below the smallest float it would be 0, and an element whose gradients were all 0 would become NaN. */
    static void requireEpsilon(String owner, double value) {
        require(
                (float) value > 0 && value < Double.POSITIVE_INFINITY,
                owner,
                "epsilon",
                "finite and at least " + Float.MIN_VALUE,
                value);
    }

    static void require(boolean valid, String owner, String what, String expected, Object value) {
        if (!valid) {
            throw new IllegalArgumentException(owner + ": " + what + " must be " + expected + ", but is " + value);
        }
    }
}
