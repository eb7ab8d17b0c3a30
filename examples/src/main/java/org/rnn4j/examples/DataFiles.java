package org.rnn4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The data that the user names with {@code --data}: a file, or a folder that holds it. */
public final class DataFiles {
    private DataFiles() {}

    /**
     * The file that {@code --data} means.
     *
     * @param data what the user said
     * @param what what the file holds, for messages
     * @param endings how its name may end
     * @throws UserError if nothing was named, if there is no such file, or if a folder has none or several of them
     */
    public static Path one(@Nullable Path data, String what, List<String> endings) {
        if (data == null) {
            throw new UserError("name the file with " + what + ": --data FILE");
        }
        if (Files.isRegularFile(data)) {
            return data;
        }
        if (!Files.isDirectory(data)) {
            throw new UserError("--data: there is no file or folder " + data);
        }
        List<Path> found = list(data, endings);
        if (found.size() != 1) {
            throw new UserError("--data: expected one file with " + what + " (" + String.join(", ", endings)
                    + ") in the folder " + data + ", but found "
                    + (found.isEmpty()
                            ? "none"
                            : found.size() + ", the first being " + found.get(0).getFileName())
                    + "; name the file itself");
        }
        return found.get(0);
    }

    private static List<Path> list(Path folder, List<String> endings) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
                        return endings.stream().anyMatch(name::endsWith);
                    })
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw UserError.file("look into", folder, failure);
        }
    }
}
