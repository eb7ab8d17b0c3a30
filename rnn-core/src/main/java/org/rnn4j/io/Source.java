package org.rnn4j.io;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Bytes of a known number read once from front to back; knows the name and the position for error messages. */
final class Source implements Closeable {
    private final String file;
    private final ReadableByteChannel channel;
    private final long size;
    private long position;

    private Source(String file, ReadableByteChannel channel, long size) {
        this.file = file;
        this.channel = channel;
        this.size = size;
    }

    static Source open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new FileFormatException(
                    path.toString(), FileFormatException.NO_OFFSET, null, "expected a file, but this is a folder");
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new Source(path.toString(), channel, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    static Source of(byte[] bytes, String name) {
        return of(bytes, name, bytes.length);
    }

    /** The first bytes of something that will have {@code size} bytes. */
    static Source of(byte[] start, String name, long size) {
        return new Source(name, Channels.newChannel(new ByteArrayInputStream(start)), size);
    }

    String file() {
        return file;
    }

    long size() {
        return size;
    }

    long position() {
        return position;
    }

    /** Fills the buffer; the caller has made sure that the file was long enough. */
    void readFully(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            int count = channel.read(buffer);
            if (count < 0) {
                throw error(
                        position, null, "the file ends here although it had " + size + " bytes; it changed meanwhile");
            }
            position += count;
        }
    }

    FileFormatException error(long offset, @Nullable String part, String problem) {
        return new FileFormatException(file, offset, part, problem);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
