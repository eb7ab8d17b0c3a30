package org.rnn4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/** Damages bytes at random, from a key: flipped bits, lost, doubled and swapped pieces, foreign syntax. */
public final class Mutants {
    private static final String[] PIECES = {
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
        "\t",
        "\\u0000",
        "\\",
        "\0",
        "9223372036854775808",
        "\"a\":1,",
        "\u00ff"
    };

    private static final int COUNT = 2_000;

    private Mutants() {}

    /** Mutant number {@code index} of these bytes, which is never equal to them. */
    public static byte[] of(byte[] original, RandomKey key, int index) {
        RandomStream random = key.child(index).stream();
        byte[] mutant = original;
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes || Arrays.equals(mutant, original); i++) {
            mutant = change(mutant, random);
        }
        return mutant;
    }

    /** Reads a file and checks what it finds. */
    @FunctionalInterface
    public interface Reading {
        /** Throws a {@link DataFileException} where the file is malformed; any other exception is a fault. */
        void read(Path file) throws IOException;
    }

    /**
     * Reads 2,000 mutants of a text: each is read, or refused by an exception that names the file, and the line unless the
     * file as a whole is to blame.
     *
     * @return how many were refused
     */
    public static int refused(Path file, byte[] original, Reading reading) throws IOException {
        int refused = 0;
        int withLine = 0;
        for (int i = 0; i < COUNT; i++) {
            Files.write(file, of(original, RandomKey.of(11), i));
            try {
                reading.read(file);
            } catch (DataFileException expected) {
                assertThat(expected.file()).isEqualTo(file.toString());
                refused++;
                withLine += expected.line() > 0 ? 1 : 0;
            }
        }
        System.out.println(file.getFileName() + ": " + refused + " of " + COUNT + " mutants refused, " + withLine
                + " with their line; the others read");
        return refused;
    }

    private static byte[] change(byte[] bytes, RandomStream random) {
        if (bytes.length < 2) {
            return new byte[0];
        }
        int at = random.nextInt(bytes.length);
        int length = 1 + random.nextInt(Math.min(40, bytes.length - at));
        return switch (random.nextInt(7)) {
            case 0 -> replace(bytes, at, 1, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
            case 1 -> replace(bytes, at, 1, (byte) random.nextInt(256));
            case 2 -> replace(bytes, at, length);
            case 3 -> replace(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
            case 4 -> Arrays.copyOf(bytes, at);
            case 5 ->
                replace(
                        bytes,
                        at,
                        random.nextInt(2),
                        PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.ISO_8859_1));
            default -> replace(bytes, at, length, new byte[length]);
        };
    }

    private static byte[] replace(byte[] bytes, int at, int length, byte... by) {
        byte[] changed = new byte[bytes.length - length + by.length];
        System.arraycopy(bytes, 0, changed, 0, at);
        System.arraycopy(by, 0, changed, at, by.length);
        System.arraycopy(bytes, at + length, changed, at + by.length, bytes.length - at - length);
        return changed;
    }
}
