package org.rnn4j.io;

/** Puts text from a file into an error message: short, and without control characters. */
final class Quote {
    private static final int MAX_SHOWN = 120;

    private Quote() {}

    static String name(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        int shown = Math.min(text.length(), MAX_SHOWN);
        for (int i = 0; i < shown; i++) {
            char c = text.charAt(i);
            quoted.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return quoted.append(shown < text.length() ? "...\"" : "\"").toString();
    }

    /** Whether every surrogate of the text has its partner, so that UTF-8 can hold it. */
    static boolean isUnicode(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
