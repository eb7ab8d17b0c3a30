package org.rnn4j.optim.search;

/** Numbers from text. */
final class Numbers {
    private Numbers() {}

    static double real(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a number, but got \"" + text + "\"", e);
        }
    }

    static long whole(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a whole number, but got \"" + text + "\"", e);
        }
    }
}
