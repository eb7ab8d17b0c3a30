package org.rnn4j.io;

import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Writes a file as a whole or not at all: to a temporary file in the same folder, forced to the disk, then renamed.
 *
 * <p>If this throws, the old file is untouched and the temporary one is removed; one left behind by a killed process is
 * removed by the next write of the same file. A reader sees the old or the new content, never a mixture. If the target
 * is a symbolic link, the link is replaced, not the file it points to. Thread-safe; of two writers the later one wins.
 */
public final class AtomicFiles {
    private static final int BUFFER_BYTES = 1 << 16;

    private AtomicFiles() {}

    /** What to write. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything to {@code out}, which is buffered and need not be closed. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Replaces {@code target} by these bytes. */
    public static void write(Path target, byte[] bytes) throws IOException {
        write(target, out -> out.write(bytes));
    }

    /** Replaces {@code target} by what {@code content} writes; its folder must exist. */
    public static void write(Path target, Content content) throws IOException {
        Path folder = checkedFolder(target);
        String prefix = TemporaryName.prefix(target);
        TemporaryName.removeOrphans(folder, name -> TemporaryName.isOrphan(name, prefix));
        Path temporary = folder.resolve(TemporaryName.of(target));
        try {
            Files.deleteIfExists(temporary); // left by a thread of this process that was stopped half-way
            writeAndForce(temporary, content);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (Throwable failure) {
            remove(temporary, failure);
            throw failure;
        }
        forceFolder(folder);
    }

    /**
     * Removes the temporary files that killed processes left in a folder; those of living processes stay.
     *
     * @throws IOException if the folder cannot be read, or a file cannot be removed
     */
    public static void removeOrphans(Path folder) throws IOException {
        TemporaryName.removeOrphans(folder, TemporaryName::isOrphan);
    }

    private static Path checkedFolder(Path target) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null || target.getFileName() == null || Files.isDirectory(target)) {
            throw new FileSystemException(
                    target.toString(), null, "expected the name of a file to write, but this is a folder");
        }
        if (!Files.isDirectory(folder)) {
            throw new FileNotFoundException(target + ": the folder " + folder + " does not exist; create it first");
        }
        return folder;
    }

    private static void writeAndForce(Path temporary, Content content) throws IOException {
        // CREATE_NEW follows no link, so nothing outside the folder can be overwritten.
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = new OpenStream(Channels.newOutputStream(channel));
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    /** A buffered stream that stays open when the content closes it: the channel must still be forced. */
    private static final class OpenStream extends BufferedOutputStream {
        OpenStream(OutputStream out) {
            super(out, BUFFER_BYTES);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    private static void remove(Path temporary, Throwable failure) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * Makes the rename itself durable, where the system lets a folder be opened and forced (Windows and some network file
     * systems do not). The file is written and in its place by now, so no failure of this one is an error.
     */
    private static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException notPossibleHere) {
            // the system renames in its own time
        }
    }

    /**
     * Names of temporary files: {@code .TARGET.PID-START-THREAD.tmp}, so that no two writers that live at the same time
     * share one, and so that one whose process is gone can be told.
     */
    private static final class TemporaryName {
        private static final String END = ".tmp";

        static String of(Path target) {
            long thread = Thread.currentThread().getId();
            return prefix(target) + owner(ProcessHandle.current()) + "-" + thread + END;
        }

        private static String prefix(Path target) {
            return "." + target.getFileName() + ".";
        }

        private static String owner(ProcessHandle process) {
            long start =
                    process.info().startInstant().map(i -> i.toEpochMilli()).orElse(0L);
            return process.pid() + "-" + start;
        }

        static void removeOrphans(Path folder, Predicate<String> isOrphan) throws IOException {
            List<Path> orphans;
            try (Stream<Path> files = Files.list(folder)) {
                orphans = files.filter(file -> isOrphan.test(file.getFileName().toString()))
                        .toList();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            for (Path orphan : orphans) {
                Files.deleteIfExists(orphan);
            }
        }

        /** Whether this is an orphan of any target. */
        static boolean isOrphan(String name) {
            int end = name.length() - END.length();
            return name.startsWith(".")
                    && end > 0
                    && isOrphan(name, name.substring(0, name.lastIndexOf('.', end - 1) + 1));
        }

        static boolean isOrphan(String name, String prefix) {
            if (!name.startsWith(prefix) || !name.endsWith(END)) {
                return false;
            }
            String id = name.substring(prefix.length(), name.length() - END.length());
            if (!id.matches("\\d{1,18}-\\d{1,18}-\\d{1,18}")) {
                return false;
            }
            long pid = Long.parseLong(id.substring(0, id.indexOf('-')));
            String owner = id.substring(0, id.lastIndexOf('-'));
            return ProcessHandle.of(pid)
                    .map(process -> !owner(process).equals(owner))
                    .orElse(true);
        }
    }
}
