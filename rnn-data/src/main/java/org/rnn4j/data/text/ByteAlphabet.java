package org.rnn4j.data.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rnn4j.data.internal.Text;

/**
 * A printable character for each of the 256 bytes, so that any bytes can be written as a token: the printable characters
 * of ISO 8859-1 for themselves, U+0100 and following for the other bytes in ascending order. The space is U+0120, the line
 * feed U+010A. It is the assignment that GPT-2's tokenizer (Radford et al. 2019) made common.
 */
final class ByteAlphabet {
    private static final int BYTES = 256;
    private static final char FIRST_SUBSTITUTE = '\u0100';
    private static final char[] CHARACTERS = characters();
    private static final int[] BYTE_OF_CHARACTER = inverse();

    private ByteAlphabet() {}

    private static char[] characters() {
        char[] characters = new char[BYTES];
        char substitute = FIRST_SUBSTITUTE;
        for (char c = 0; c < BYTES; c++) {
            characters[c] = isPrintable(c) ? c : substitute++;
        }
        return characters;
    }

    private static boolean isPrintable(char c) {
        return c > ' ' && c <= '~' || c > '\u00A0' && c != '\u00AD';
    }

    private static int[] inverse() {
        int[] bytes = new int[FIRST_SUBSTITUTE + BYTES];
        Arrays.fill(bytes, -1);
        for (int b = 0; b < BYTES; b++) {
            bytes[CHARACTERS[b]] = b;
        }
        return bytes;
    }

    /** The characters of all bytes, in the order of the bytes. */
    static List<String> tokens() {
        List<String> tokens = new ArrayList<>(BYTES);
        for (char c : CHARACTERS) {
            tokens.add(String.valueOf(c));
        }
        return List.copyOf(tokens);
    }

    /** The text's UTF-8, a character for each byte. */
    static String encode(String owner, String text) {
        if (!Text.isUnicode(text)) {
            throw new IllegalArgumentException(owner + ": the text " + Text.quote(text)
                    + " has half of a surrogate pair, which has no bytes in UTF-8; repair the text");
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        char[] encoded = new char[utf8.length];
        for (int i = 0; i < utf8.length; i++) {
            encoded[i] = CHARACTERS[utf8[i] & 0xFF];
        }
        return new String(encoded);
    }

    /** The text of {@link #encode}d pieces; bytes that are no UTF-8 become U+FFFD. */
    static String decode(String owner, List<String> tokens) {
        int length = tokens.stream().mapToInt(String::length).sum();
        byte[] utf8 = new byte[length];
        int i = 0;
        for (String token : tokens) {
            for (char c : token.toCharArray()) {
                utf8[i++] = (byte) byteOf(owner, token, c);
            }
        }
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static int byteOf(String owner, String token, char c) {
        int b = c < BYTE_OF_CHARACTER.length ? BYTE_OF_CHARACTER[c] : -1;
        if (b < 0) {
            throw new IllegalArgumentException(owner + ": the token " + Text.quote(token)
                    + " is none of this tokenizer's; leave out padding and other entries that stand for no text");
        }
        return b;
    }

    /** Whether this can be a token: one or more characters of the alphabet. */
    static boolean isToken(String token) {
        return !token.isEmpty()
                && token.chars().allMatch(c -> c < BYTE_OF_CHARACTER.length && BYTE_OF_CHARACTER[c] >= 0);
    }

    /** Puts tokens in the order of their bytes. */
    static int compare(String left, String right) {
        int shared = Math.min(left.length(), right.length());
        for (int i = 0; i < shared; i++) {
            int difference = BYTE_OF_CHARACTER[left.charAt(i)] - BYTE_OF_CHARACTER[right.charAt(i)];
            if (difference != 0) {
                return difference;
            }
        }
        return left.length() - right.length();
    }
}
