package org.rnn4j.data.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.internal.LineReader;

/**
 * Reads a text file line by line, as it is: blank lines are lines. A file whose name ends with {@code .gz} is unpacked
 * while it is read.
 */
public final class TextLines {
    private TextLines() {}

    /**
     * All lines of a file.
     *
     * @throws DataFileException if the file is not text of this encoding
     */
    public static List<String> read(Path file, Charset encoding) throws IOException {
        try (Stream<String> lines = open(file, encoding)) {
            return lines.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * The lines of a file one by one, so that it may be larger than memory; the stream is to be closed. Reading on can
     * throw {@link DataFileException} and {@link UncheckedIOException}.
     */
    public static Stream<String> open(Path file, Charset encoding) throws IOException {
        Lines lines = new Lines(LineReader.open(file, encoding));
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(lines, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .onClose(lines::close);
    }

    private static final class Lines implements Iterator<String> {
        private final LineReader reader;
        private @Nullable String next;

        Lines(LineReader reader) {
            this.reader = reader;
        }

        @Override
        public boolean hasNext() {
            try {
                next = next == null ? reader.next() : next;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return next != null;
        }

        @Override
        public String next() {
            String line = hasNext() ? next : null;
            if (line == null) {
                throw new NoSuchElementException(reader.file() + ": there are no more lines");
            }
            next = null;
            return line;
        }

        void close() {
            try {
                reader.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
