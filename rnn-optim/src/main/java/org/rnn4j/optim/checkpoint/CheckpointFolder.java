package org.rnn4j.optim.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rnn4j.io.AtomicFiles;
import org.rnn4j.io.FileFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder with the checkpoints of one training run: {@code checkpoint-STEPS.safetensors}, of which the newest are kept,
 * and {@code best-STEPS.safetensors}, of which there is one. Not thread-safe; one process writes at a time.
 *
 * <p>A file is removed only after a newer one stands on the disk as a whole, so whenever the process is killed, there is
 * a readable checkpoint as soon as there was one. Failing file operations are {@link UncheckedIOException}.
 */
public final class CheckpointFolder {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);
    private static final Pattern NAME = Pattern.compile("(checkpoint|best)-(\\d{12,18})\\.safetensors");
    private static final String REGULAR = "checkpoint";
    private static final String BEST = "best";
    private static final String DAMAGED = ".damaged";

    private final Path folder;
    private final int keep;

    private CheckpointFolder(Path folder, int keep) {
        this.folder = folder;
        this.keep = keep;
    }

    /**
     * Opens a folder, which is created if it does not exist, and removes what killed processes left half-written.
     *
     * @param folder the folder
     * @param keep how many of the newest checkpoints are kept, at least 1
     */
    public static CheckpointFolder open(Path folder, int keep) {
        if (keep < 1) {
            throw new IllegalArgumentException(
                    "CheckpointFolder: expected to keep at least 1 checkpoint, but got " + keep);
        }
        return attempt(folder, () -> {
            Files.createDirectories(folder);
            AtomicFiles.removeOrphans(folder);
            return new CheckpointFolder(folder, keep);
        });
    }

    /**
     * A checkpoint that was found.
     *
     * @param file its file
     * @param checkpoint its content
     * @param damaged newer files that could not be read, newest first
     */
    public record Found(Path file, Checkpoint checkpoint, List<Path> damaged) {
        /** Keeps an unmodifiable copy of the list. */
        public Found {
            damaged = List.copyOf(damaged);
        }
    }

    /**
     * Saves a checkpoint, then removes the oldest ones beyond those to keep. One with more steps, which {@link #newest}
     * could not read and passed over, counts for nothing here and stays, until training comes there and writes it again.
     */
    public Path save(Checkpoint checkpoint) {
        Path file = write(REGULAR, checkpoint);
        List<Path> regular = files(entry -> entry.kind.equals(REGULAR) && entry.steps <= checkpoint.steps());
        delete(regular.subList(Math.min(keep, regular.size()), regular.size()));
        return file;
    }

    /** Saves the checkpoint of the best weights so far, then removes the best one before. */
    public Path saveBest(Checkpoint checkpoint) {
        Path file = write(BEST, checkpoint);
        List<Path> others = new ArrayList<>(files(entry -> entry.kind.equals(BEST)));
        others.remove(file);
        delete(others);
        return file;
    }

    private Path write(String kind, Checkpoint checkpoint) {
        Path file = folder.resolve(String.format(Locale.ROOT, "%s-%012d.safetensors", kind, checkpoint.steps()));
        return attempt(file, () -> {
            checkpoint.write(file);
            return file;
        });
    }

    private static void delete(List<Path> files) {
        for (Path file : files) {
            attempt(file, () -> Files.deleteIfExists(file));
        }
    }

    /** The folder. */
    public Path path() {
        return folder;
    }

    /** The checkpoints' files, the one with the most steps first. */
    public List<Path> files() {
        return files(entry -> true);
    }

    /** The file of the best weights, if there is one. */
    public Optional<Path> best() {
        return files(entry -> entry.kind.equals(BEST)).stream().findFirst();
    }

    private record Entry(Path file, String kind, long steps) {}

    private List<Path> files(Predicate<Entry> chosen) {
        return attempt(folder, () -> {
            List<Entry> entries = new ArrayList<>();
            try (Stream<Path> files = Files.list(folder)) {
                files.forEach(file -> {
                    Matcher name = NAME.matcher(file.getFileName().toString());
                    if (name.matches()) {
                        entries.add(new Entry(file, name.group(1), Long.parseLong(name.group(2))));
                    }
                });
            }
            // At equal steps the regular checkpoint comes first: it may be further on in the end of an epoch.
            entries.sort(Comparator.comparingLong(Entry::steps)
                    .reversed()
                    .thenComparing(Entry::kind, Comparator.reverseOrder()));
            return entries.stream().filter(chosen).map(Entry::file).toList();
        });
    }

    /**
     * The newest checkpoint that can be read. Each newer one that cannot is a warning in the log, and is renamed to end
     * in {@code .damaged} if its content is to blame, so that it is neither counted nor lost.
     *
     * @return nothing if there are no checkpoints
     * @throws CheckpointException if there are, but none can be read, or the newest was written by a newer version
     */
    public Optional<Found> newest() {
        List<Path> files = files();
        List<Path> unreadable = new ArrayList<>();
        List<Exception> failures = new ArrayList<>();
        for (Path file : files) {
            try {
                Checkpoint checkpoint = Checkpoint.read(file);
                setAside(unreadable, failures, file);
                return Optional.of(new Found(file, checkpoint, unreadable));
            } catch (FileFormatException | IOException failure) {
                unreadable.add(file);
                failures.add(failure);
            }
        }
        if (files.isEmpty()) {
            return Optional.empty();
        }
        CheckpointException none = new CheckpointException(
                folder + ": none of the " + files.size() + " checkpoints can be read; restore one from a backup, or"
                        + " start again in an empty folder. The newest: "
                        + failures.get(0).getMessage(),
                failures.get(0));
        failures.subList(1, failures.size()).forEach(none::addSuppressed);
        throw none;
    }

    private static void setAside(List<Path> unreadable, List<Exception> failures, Path usedInstead) {
        for (int i = 0; i < unreadable.size(); i++) {
            Path file = unreadable.get(i);
            LOG.warn(
                    "The checkpoint {} cannot be read; going back to {}: {}",
                    file,
                    usedInstead.getFileName(),
                    failures.get(i).getMessage());
            if (failures.get(i) instanceof FileFormatException) {
                Path aside = file.resolveSibling(file.getFileName() + DAMAGED);
                attempt(file, () -> Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING));
            }
        }
    }

    @FunctionalInterface
    private interface Operation<T> {
        T run() throws IOException;
    }

    private static <T> T attempt(Path path, Operation<T> operation) {
        try {
            return operation.run();
        } catch (IOException failure) {
            throw new UncheckedIOException("Checkpoint " + path + ": " + failure, failure);
        }
    }
}
