package org.rnn4j.io;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/** Damages bytes at random, from a key: the ways in which disks, transfers and people do it. */
final class Mutants {
    private static final String[] TOKENS = {
        "\"",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "-",
        "0",
        "9",
        "1e9",
        "null",
        "true",
        " ",
        "\n",
        "\\u0000",
        "F32",
        "I32",
        "9223372036854775808",
        "\0",
        "\u00ff"
    };

    private Mutants() {}

    /** Mutant number {@code index} of these bytes. */
    static byte[] of(byte[] original, RandomKey key, int index) {
        RandomStream random = key.child(index).stream();
        byte[] mutant = original.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            mutant = change(mutant, random);
        }
        return mutant;
    }

    private static byte[] change(byte[] bytes, RandomStream random) {
        if (bytes.length < 2) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        int length = 1 + random.nextInt(Math.min(40, bytes.length - at));
        return switch (random.nextInt(9)) {
            case 0 -> with(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
            case 1 -> with(bytes, at, (byte) random.nextInt(256));
            case 2 -> with(bytes, at, (byte) ('0' + random.nextInt(10)));
            case 3 -> replace(bytes, at, length, new byte[0]);
            case 4 -> replace(bytes, at, length, new byte[length]);
            case 5 -> replace(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
            case 6 -> Arrays.copyOf(bytes, at);
            case 7 -> replace(bytes, at, random.nextInt(2), token(random));
            default -> swap(bytes, at, random.nextInt(bytes.length));
        };
    }

    private static byte[] token(RandomStream random) {
        return TOKENS[random.nextInt(TOKENS.length)].getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] with(byte[] bytes, int at, byte value) {
        byte[] changed = bytes.clone();
        changed[at] = value;
        return changed;
    }

    private static byte[] swap(byte[] bytes, int first, int second) {
        byte[] changed = bytes.clone();
        changed[first] = bytes[second];
        changed[second] = bytes[first];
        return changed;
    }

    private static byte[] replace(byte[] bytes, int at, int length, byte[] by) {
        byte[] changed = new byte[bytes.length - length + by.length];
        System.arraycopy(bytes, 0, changed, 0, at);
        System.arraycopy(by, 0, changed, at, by.length);
        System.arraycopy(bytes, at + length, changed, at + by.length, bytes.length - at - length);
        return changed;
    }
}
