package org.rnn4j.optim.schedule;

/** Checks of a schedule's settings: an error says whose, which, what was expected and what arrived. */
final class Require {
    private static final long MOST_STEPS = 1L << 53;

    private Require() {}

    /** A number of steps that a double holds exactly. */
    static void steps(String owner, String what, long value) {
        that(value >= 1 && value <= MOST_STEPS, owner, what, "1 to " + MOST_STEPS, value);
    }

    static void notNegative(String owner, String what, double value) {
        that(value >= 0 && value < Double.POSITIVE_INFINITY, owner, what, "finite and at least 0", value);
    }

    static void positive(String owner, String what, double value) {
        that(value > 0 && value < Double.POSITIVE_INFINITY, owner, what, "finite and above 0", value);
    }

    /** A factor that makes rates smaller, or leaves them. */
    static void shrinking(String owner, String what, double value) {
        that(value > 0 && value <= 1, owner, what, "above 0 and at most 1", value);
    }

    static void fraction(String owner, String what, double value) {
        that(value >= 0 && value < 1, owner, what, "at least 0 and below 1", value);
    }

    static void that(boolean valid, String owner, String what, String expected, Object value) {
        if (!valid) {
            throw new IllegalArgumentException(owner + ": " + what + " must be " + expected + ", but is " + value);
        }
    }
}
