package org.rnn4j.examples.music;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnn4j.examples.UserError;

/**
 * Pieces of music in their published split.
 *
 * @param train the pieces to learn from
 * @param validation the pieces to choose by
 * @param test the pieces to be tested on
 */
public record Chorales(List<float[][]> train, List<float[][]> validation, List<float[][]> test) {
    private static final List<String> FILES = List.of("train.txt", "valid.txt", "test.txt");

    /** Reads {@code train.txt}, {@code valid.txt} and {@code test.txt} in a folder. */
    public static Chorales read(@Nullable Path folder) {
        if (folder == null) {
            throw new UserError("name the folder with the pieces, " + String.join(", ", FILES) + ": --data DIR");
        }
        if (!Files.isDirectory(folder)) {
            throw new UserError("--data: there is no folder " + folder + "; name the one with the pieces, "
                    + String.join(", ", FILES));
        }
        for (String file : FILES) {
            if (!Files.isRegularFile(folder.resolve(file))) {
                throw new UserError("--data: expected the files " + String.join(", ", FILES) + " in the folder "
                        + folder + ", but there is no " + file);
            }
        }
        Chorales chorales = new Chorales(
                PianoRolls.read(folder.resolve(FILES.get(0))),
                PianoRolls.read(folder.resolve(FILES.get(1))),
                PianoRolls.read(folder.resolve(FILES.get(2))));
        for (List<float[][]> part : List.of(chorales.train, chorales.validation, chorales.test)) {
            if (PianoRolls.seen(part).isEmpty()) {
                throw new UserError("--data: expected a piece of more than one step in every file of " + folder);
            }
        }
        return chorales;
    }

    /** At most so many pieces of each part. */
    public Chorales sample(int most) {
        return new Chorales(first(train, most), first(validation, most), first(test, most));
    }

    private static List<float[][]> first(List<float[][]> pieces, int most) {
        return pieces.subList(0, Math.min(most, pieces.size()));
    }

    /** The number of steps in these pieces. */
    static int steps(List<float[][]> pieces) {
        return pieces.stream().mapToInt(piece -> piece.length).sum();
    }
}
