package org.rnn4j.examples.music;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.rnn4j.examples.UserError;

/**
 * Pieces of music as piano rolls {@code [time][key]}, 1 where a key sounds, and their text form: a line for each step with
 * the MIDI numbers of the keys that sound, {@code -} for silence, and a blank line between pieces.
 */
public final class PianoRolls {
    /** The number of keys of a piano. */
    public static final int KEYS = 88;

    private static final int LOWEST = 21;
    private static final String SILENCE = "-";

    private PianoRolls() {}

    /**
     * The pieces in a file, at least one.
     *
     * @throws UserError if the file is missing, is not in the text form or has no piece
     */
    public static List<float[][]> read(Path file) {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            List<float[][]> pieces = read(reader, file.toString());
            if (pieces.isEmpty()) {
                throw new UserError(file + ": expected at least one piece, but the file is empty");
            }
            return pieces;
        } catch (CharacterCodingException notUtf8) {
            throw new UserError(file + ": expected UTF-8 text", notUtf8);
        } catch (IOException failure) {
            throw UserError.file("read the pieces in", file, failure);
        }
    }

    /** The pieces in this text; {@code name} is what errors call it. */
    static List<float[][]> read(BufferedReader reader, String name) throws IOException {
        List<float[][]> pieces = new ArrayList<>();
        List<float[]> steps = new ArrayList<>();
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (line.isBlank()) {
                end(steps, pieces);
            } else {
                steps.add(step(line.strip(), name, number));
            }
        }
        end(steps, pieces);
        return pieces;
    }

    private static void end(List<float[]> steps, List<float[][]> pieces) {
        if (!steps.isEmpty()) {
            pieces.add(steps.toArray(float[][]::new));
            steps.clear();
        }
    }

    private static float[] step(String line, String name, int number) {
        float[] keys = new float[KEYS];
        if (line.equals(SILENCE)) {
            return keys;
        }
        for (String field : line.split("\\s+")) {
            Integer pitch = pitch(field);
            if (pitch == null || pitch < LOWEST || pitch >= LOWEST + KEYS) {
                throw new UserError(name + ", line " + number + ": expected MIDI numbers from " + LOWEST + " to "
                        + (LOWEST + KEYS - 1) + " or " + SILENCE + ", but found '" + field + "'");
            }
            keys[pitch - LOWEST] = 1f;
        }
        return keys;
    }

    private static @Nullable Integer pitch(String field) {
        try {
            return Integer.valueOf(field);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    /** A step as a line of the text form. */
    static String line(float[] keys) {
        StringJoiner line = new StringJoiner(" ");
        for (int key = 0; key < KEYS; key++) {
            if (keys[key] > 0) {
                line.add(Integer.toString(key + LOWEST));
            }
        }
        return line.length() == 0 ? SILENCE : line.toString();
    }

    /** A piece moved up by so many semitones; keys that would leave the piano fall silent. */
    static float[][] transposed(float[][] piece, int semitones) {
        float[][] moved = new float[piece.length][KEYS];
        for (int t = 0; t < piece.length; t++) {
            for (int key = Math.max(0, -semitones); key < Math.min(KEYS, KEYS - semitones); key++) {
                moved[t][key + semitones] = piece[t][key];
            }
        }
        return moved;
    }

    /** All steps of these pieces but the last of each: what is seen. Pieces of one step are left out. */
    public static List<float[][]> seen(List<float[][]> pieces) {
        return parts(pieces, 0, 1);
    }

    /** All steps but the first of each: what comes next. */
    public static List<float[][]> next(List<float[][]> pieces) {
        return parts(pieces, 1, 0);
    }

    private static List<float[][]> parts(List<float[][]> pieces, int first, int atEnd) {
        return pieces.stream()
                .filter(piece -> piece.length > 1)
                .map(piece -> Arrays.copyOfRange(piece, first, piece.length - atEnd))
                .toList();
    }
}
