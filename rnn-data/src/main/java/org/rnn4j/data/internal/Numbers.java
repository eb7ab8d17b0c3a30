package org.rnn4j.data.internal;

import java.util.function.Function;
import org.rnn4j.data.DataFileException;

/** Numbers in text files: decimal digits with a point and an exponent, whatever the locale. */
public final class Numbers {
    private static final int MAX_LENGTH = 60;

    private Numbers() {}

    /**
     * The nearest float.
     *
     * @param error makes the exception if the text is none or is too large for a float
     */
    public static float parse(String text, Function<String, DataFileException> error) {
        if (isDecimal(text)) {
            try {
                float number = Float.parseFloat(text);
                if (!Float.isInfinite(number)) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw error.apply(problem(text));
            }
        }
        throw error.apply(problem(text));
    }

    private static String problem(String text) {
        return "expected a number such as -1.5e3, but found " + Text.quote(text);
    }

    private static boolean isDecimal(String text) {
        boolean digit = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            digit |= c >= '0' && c <= '9';
            if (!(c >= '0' && c <= '9' || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E')) {
                return false;
            }
        }
        return digit && text.length() <= MAX_LENGTH;
    }
}
