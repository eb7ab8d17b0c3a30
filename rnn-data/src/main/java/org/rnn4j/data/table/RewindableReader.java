package org.rnn4j.data.table;

import java.io.IOException;
import java.io.Reader;

/**
 * A text that can be read again from the line behind one that could not be understood. It keeps what was read since the
 * beginning of that line, so memory is bounded by what the parser reads of one record. Lines end with a line feed, a
 * return or both.
 */
final class RewindableReader extends Reader {
    private static final int CHUNK = 1 << 13;

    private final Reader text;
    private final StringBuilder kept = new StringBuilder();
    private long firstKept = 1;
    private long wanted = 1;
    private int position;

    RewindableReader(Reader text) {
        this.text = text;
    }

    /** Lets go of the lines before this one, counted from 1. */
    void keepFrom(long line) {
        wanted = line;
    }

    /** Goes to the beginning of the line behind the first one that is kept; to the end if there is none. */
    void rewindBehindFirstLine() throws IOException {
        forget();
        char[] chunk = new char[CHUNK];
        int end = lineEnd(0);
        for (int searched = kept.length(); end < 0; searched = kept.length()) {
            int read = text.read(chunk, 0, CHUNK);
            if (read < 0) {
                end = kept.length();
            } else {
                kept.append(chunk, 0, read);
                end = lineEnd(Math.max(0, searched - 1)); // a return may have been the last one
            }
        }
        kept.delete(0, end);
        firstKept++;
        wanted = firstKept;
        position = 0;
    }

    @Override
    public int read(char[] target, int from, int count) throws IOException {
        if (position < kept.length()) {
            int again = Math.min(count, kept.length() - position);
            kept.getChars(position, position + again, target, from);
            position += again;
            return again;
        }
        forget();
        int read = text.read(target, from, count);
        if (read > 0) {
            kept.append(target, from, read);
            position = kept.length();
        }
        return read;
    }

    private void forget() {
        int start = 0;
        while (firstKept < wanted) {
            int end = lineEnd(start);
            if (end < 0) {
                break; // its return was the last character; whether a line feed follows is not known yet
            }
            start = end;
            firstKept++;
        }
        kept.delete(0, start);
        position -= start;
    }

    /** Where the line behind the first line end from here begins; -1 if it was not read yet. */
    private int lineEnd(int from) {
        for (int i = from; i < kept.length(); i++) {
            char c = kept.charAt(i);
            if (c == '\n') {
                return i + 1;
            }
            if (c == '\r' && i + 1 < kept.length()) {
                return kept.charAt(i + 1) == '\n' ? i + 2 : i + 1;
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
