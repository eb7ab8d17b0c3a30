package org.rnn4j.data.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.DataFileException;

/**
 * Reads a text line by line and knows the number of the last one. Lines end with a line feed, a return or both; the end
 * of the text ends the last one too. A line of more than 2^24 characters is refused, so memory is bounded.
 */
public final class LineReader implements Closeable {
    private static final int MAX_LINE = 1 << 24;
    private static final int BUFFER = 1 << 13;

    private final String file;
    private final StrictReader text;
    private final char[] buffer = new char[BUFFER];
    private int position;
    private int filled;
    private long line;
    private boolean afterReturn;

    private LineReader(String file, StrictReader text) {
        this.file = file;
        this.text = text;
    }

    /** Opens a file by {@link StrictReader#open}. */
    public static LineReader open(Path file, Charset encoding) throws IOException {
        return new LineReader(file.toString(), StrictReader.open(file, encoding));
    }

    /** The next line without its end, or null behind the last one. */
    public @Nullable String next() throws IOException {
        StringBuilder content = null;
        while (position < filled || fill()) {
            if (afterReturn) {
                afterReturn = false;
                if (buffer[position] == '\n') {
                    position++;
                    continue;
                }
            }
            if (content == null) {
                content = new StringBuilder();
                line++;
            }
            int end = lineEnd();
            append(content, end);
            if (end < filled) {
                afterReturn = buffer[end] == '\r';
                position = end + 1;
                return content.toString();
            }
            position = end;
        }
        return content == null ? null : content.toString();
    }

    private int lineEnd() {
        int end = position;
        while (end < filled && buffer[end] != '\n' && buffer[end] != '\r') {
            end++;
        }
        return end;
    }

    private void append(StringBuilder content, int end) {
        if (content.length() + (end - position) > MAX_LINE) {
            throw error("expected lines of at most " + MAX_LINE + " characters, but this one is longer");
        }
        content.append(buffer, position, end - position);
    }

    private boolean fill() throws IOException {
        int read = text.read(buffer, 0, buffer.length);
        position = 0;
        filled = Math.max(read, 0);
        return filled > 0;
    }

    /** The number of the line read last, from 1; 0 before the first one. */
    public long line() {
        return line;
    }

    /** The file's name as the caller gave it. */
    public String file() {
        return file;
    }

    /** An exception that says what is wrong with the line read last; to be thrown by the caller. */
    public DataFileException error(String problem) {
        return DataFileException.atLine(file, line, problem);
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
