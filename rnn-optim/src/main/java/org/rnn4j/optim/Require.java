package org.rnn4j.optim;

/**
 * Checks of settings, for rules, schedules and strategies of search, your own ones too: an error says whose, which, what
 * was expected and what arrived. All throw {@link IllegalArgumentException}; {@code owner} opens the message.
 */
public final class Require {
    private static final long MOST_STEPS = 1L << 53;

    private Require() {}

    /** A finite number of at least 0. */
    public static void notNegative(String owner, String what, double value) {
        that(value >= 0 && value < Double.POSITIVE_INFINITY, owner, what, "finite and at least 0", value);
    }

    /** A finite number above 0. */
    public static void positive(String owner, String what, double value) {
        that(value > 0 && value < Double.POSITIVE_INFINITY, owner, what, "finite and above 0", value);
    }

    /** A number of at least 0 and below 1. */
    public static void fraction(String owner, String what, double value) {
        that(value >= 0 && value < 1, owner, what, "at least 0 and below 1", value);
    }

    /** A factor that makes rates smaller, or leaves them. */
    public static void shrinking(String owner, String what, double value) {
        that(value > 0 && value <= 1, owner, what, "above 0 and at most 1", value);
    }

    /** A number of steps that a double holds exactly. */
    public static void steps(String owner, String what, long value) {
        that(value >= 1 && value <= MOST_STEPS, owner, what, "1 to " + MOST_STEPS, value);
    }

    /** A finite number. */
    public static void finite(String owner, String what, double value) {
        that(Double.isFinite(value), owner, what, "finite", value);
    }

    /** Below the smallest float it would be 0, and an element whose gradients were all 0 would become NaN. */
    static void epsilon(String owner, double value) {
        that(
                (float) value > 0 && value < Double.POSITIVE_INFINITY,
                owner,
                "epsilon",
                "finite and at least " + Float.MIN_VALUE,
                value);
    }

    /** Whatever is valid; {@code expected} goes on after "must be". */
    public static void that(boolean valid, String owner, String what, String expected, Object value) {
        if (!valid) {
            throw new IllegalArgumentException(owner + ": " + what + " must be " + expected + ", but is " + value);
        }
    }
}
