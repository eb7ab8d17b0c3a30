package org.rnn4j.examples;

/** What options and the sizes of models must keep to. */
public final class Requirements {
    private Requirements() {}

    /** Refuses the value of an option outside of a range. */
    public static void requireBetween(String option, int value, int least, int most) {
        require(value >= least && value <= most, option, least + " to " + most, value);
    }

    /** Refuses the value of an option below a least one. */
    public static void requireAtLeast(String option, int value, int least) {
        require(value >= least, option, "at least " + least, value);
    }

    /** Refuses the value of an option that is not as expected. */
    public static void require(boolean holds, String option, String expected, Number value) {
        if (!holds) {
            throw new UserError(option + ": expected " + expected + ", but got " + value);
        }
    }

    /**
     * Refuses a size that a model cannot have.
     *
     * @throws IllegalArgumentException if it is outside of the range
     */
    public static void requireSize(String what, int size, int least, int most) {
        if (size < least || size > most) {
            throw new IllegalArgumentException(
                    "expected " + what + " from " + least + " to " + most + ", but got " + size);
        }
    }

    /**
     * Refuses a dropout rate that a model cannot have.
     *
     * @throws IllegalArgumentException if it is outside of [0, 1)
     */
    public static void requireDropout(double rate) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("expected a dropout rate from 0 to below 1, but got " + rate);
        }
    }
}
