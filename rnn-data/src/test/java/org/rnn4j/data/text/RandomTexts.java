package org.rnn4j.data.text;

import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/** Texts of all scripts, marks, spaces, controls and code points without a character, from a key. */
final class RandomTexts {
    private static final int[] STARTS = {' ', 'a', '0', '\t', 0x300, 0xE0, 0x400, 0x5D0, 0x905, 0x3042, 0x4E00, 0x1F600
    };

    private RandomTexts() {}

    static String of(RandomKey key, int index) {
        RandomStream random = key.child(index).stream();
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(40);
        while (text.length() < length) {
            int point = random.nextInt(4) == 0
                    ? random.nextInt(Character.MAX_CODE_POINT + 1)
                    : STARTS[random.nextInt(STARTS.length)] + random.nextInt(3);
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                text.appendCodePoint(point);
            }
        }
        return text.toString();
    }
}
