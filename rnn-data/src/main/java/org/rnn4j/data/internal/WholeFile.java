package org.rnn4j.data.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.rnn4j.data.DataFileException;

/** Reads and writes files in one piece. */
public final class WholeFile {
    private WholeFile() {}

    /**
     * All bytes of a file.
     *
     * @throws DataFileException if there are more than {@code maximum}; nothing larger is allocated then
     */
    public static byte[] read(Path file, int maximum) throws IOException {
        long size = Files.size(file);
        if (size <= maximum) {
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(maximum + 1);
                if (bytes.length <= maximum) {
                    return bytes;
                }
                size = bytes.length;
            }
        }
        throw DataFileException.inFile(
                file.toString(), "expected at most " + maximum + " bytes, but the file has " + size + " or more");
    }

    /**
     * The same as {@link #write(Path, byte[])} for a file that will be read with this maximum.
     *
     * @throws IllegalArgumentException if there are more bytes, so that the file could not be read; it stays as it was
     */
    public static void write(Path file, byte[] bytes, int maximum) throws IOException {
        if (bytes.length > maximum) {
            throw new IllegalArgumentException(
                    file + ": expected at most " + maximum + " bytes, since a longer file is not"
                            + " read again, but got " + bytes.length + "; write fewer or shorter entries");
        }
        write(file, bytes);
    }

    /**
     * Replaces a file by these bytes, as a whole or not at all: they go to a temporary file in the same folder, which is
     * forced to the disk and renamed.
     */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "expected the name of a file, but this is a folder");
        }
        Path temporary = folder.resolve(temporaryName(file));
        try {
            Files.deleteIfExists(temporary); // left by a thread of this process that was stopped half-way
            force(temporary, bytes);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | UncheckedIOException failure) {
            Files.deleteIfExists(temporary);
            throw failure;
        }
    }

    /** A name that no two writers share; not by createTempFile, whose files only their owner may read. */
    private static String temporaryName(Path file) {
        return "." + file.getFileName() + "." + ProcessHandle.current().pid() + "-"
                + Thread.currentThread().getId() + ".tmp";
    }

    private static void force(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }
}
