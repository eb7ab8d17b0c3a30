package org.rnn4j.optim.search;

/** Checks of arguments, with one form of message. */
final class Checks {
    private Checks() {}

    static void require(boolean condition, String who, String what, String expected, Object got) {
        if (!condition) {
            throw new IllegalArgumentException(who + ": expected " + what + " " + expected + ", but got " + got);
        }
    }

    /** Names and choices stand in a CSV file as they are, and an empty cell there means that there is no value. */
    static void requireWord(String who, String what, String text) {
        boolean plain = !text.isBlank()
                && text.equals(text.strip())
                && text.chars().noneMatch(c -> c == ',' || c == '"' || Character.isISOControl(c) || c == 0xFEFF);
        require(
                plain,
                who,
                what,
                "of at least one character, without comma, quotation mark, control character or space at the ends",
                "\"" + text + "\"");
    }
}
