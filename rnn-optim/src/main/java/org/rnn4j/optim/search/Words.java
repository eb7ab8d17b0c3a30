package org.rnn4j.optim.search;

import org.rnn4j.optim.Require;

/** Checks of names and choices. */
final class Words {
    private Words() {}

    /** Names and choices stand in a CSV file as they are, and an empty cell there means that there is no value. */
    static void require(String who, String what, String text) {
        boolean plain = !text.isBlank()
                && text.equals(text.strip())
                && text.chars().noneMatch(c -> c == ',' || c == '"' || Character.isISOControl(c) || c == 0xFEFF);
        Require.that(
                plain,
                who,
                what,
                "one character at least, without comma, quotation mark, control character or space at the ends",
                "\"" + text + "\"");
    }
}
