package org.rnn4j.io;

/**
 * Checks that bytes are UTF-8 as the Unicode standard defines it (table 3-7): no overlong forms, no surrogates, nothing
 * above U+10FFFF. Takes the bytes one by one, so that a file can be checked while it is read.
 */
final class Utf8Check {
    private static final int FIRST_CONTINUATION = 0x80;
    private static final int LAST_CONTINUATION = 0xBF;

    private int missing;
    private int low = FIRST_CONTINUATION;
    private int high = LAST_CONTINUATION;

    /** Whether the next byte continues well-formed text. */
    boolean accept(byte next) {
        int b = next & 0xff;
        if (missing == 0) {
            return b < 0x80 || startSequence(b);
        }
        boolean accepted = b >= low && b <= high;
        low = FIRST_CONTINUATION;
        high = LAST_CONTINUATION;
        missing--;
        return accepted;
    }

    private boolean startSequence(int b) {
        if (b < 0xC2 || b > 0xF4) {
            return false;
        }
        missing = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
        low = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : FIRST_CONTINUATION;
        high = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : LAST_CONTINUATION;
        return true;
    }

    /** Whether no sequence is left unfinished. */
    boolean isComplete() {
        return missing == 0;
    }
}
