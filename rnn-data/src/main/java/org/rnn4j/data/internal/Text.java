package org.rnn4j.data.internal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Small questions about text. */
public final class Text {
    private static final int MAX_SHOWN = 80;
    private static final int BUFFER = 8192;

    private Text() {}

    /** Compares by code points; {@link String#compareTo} would put supplementary characters before U+E000. */
    public static int compareCodePoints(String left, String right) {
        int shared = Math.min(left.length(), right.length());
        for (int i = 0; i < shared; i++) {
            char l = left.charAt(i);
            char r = right.charAt(i);
            if (l != r) {
                boolean surrogates = Character.isSurrogate(l) == Character.isSurrogate(r);
                return surrogates ? Character.compare(l, r) : Character.isSurrogate(l) ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    /** Whether every surrogate has its partner, so that UTF-8 can hold the text. */
    public static boolean isUnicode(String text) {
        for (int i = 0; i < text.length(); i++) {
            int codePoint = text.codePointAt(i);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                return false;
            }
            i += Character.charCount(codePoint) - 1;
        }
        return true;
    }

    /** The text in quotes for an error message: shortened, and without control characters and lone surrogates. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        int shown = 0;
        for (int i = 0; i < text.length() && shown < MAX_SHOWN; shown++) {
            int codePoint = text.codePointAt(i);
            boolean harmless =
                    !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
            quoted.appendCodePoint(harmless ? codePoint : '?');
            i += Character.charCount(codePoint);
        }
        boolean complete = text.codePointCount(0, text.length()) <= MAX_SHOWN;
        return quoted.append(complete ? "\"" : "...\"").toString();
    }

    /** The offset of the first byte that is not part of valid UTF-8, or -1. */
    public static long firstInvalidUtf8(byte[] bytes) {
        CharsetDecoder decoder = strictDecoder(StandardCharsets.UTF_8);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(BUFFER);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (result.isError()) {
                return in.position();
            }
            if (result.isUnderflow()) {
                return -1;
            }
            out.clear();
        }
    }

    /** A decoder that reports what is invalid instead of replacing it. */
    static CharsetDecoder strictDecoder(Charset encoding) {
        return encoding.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }
}
