package org.rnn4j.data.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import org.rnn4j.data.DataFileException;

/**
 * Reads UTF-8 strictly: invalid bytes and zero characters are a {@link DataFileException} that names the line. A byte
 * order mark at the beginning is skipped.
 */
public final class Utf8Reader extends Reader {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream in;
    private final String file;
    private final CharsetDecoder decoder = Text.strictDecoder();
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).flip();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER_BYTES).flip();
    private boolean atEnd;
    private boolean atStart = true;
    private boolean afterReturn;
    private long line = 1;

    /** Reads from {@code in}; {@code file} names it in errors. */
    public Utf8Reader(InputStream in, String file) {
        this.in = in;
        this.file = file;
    }

    @Override
    public int read(char[] target, int from, int count) throws IOException {
        while (!chars.hasRemaining()) {
            if (atEnd && !bytes.hasRemaining()) {
                return -1;
            }
            decode();
        }
        int read = Math.min(count, chars.remaining());
        chars.get(target, from, read);
        return read;
    }

    private void decode() throws IOException {
        if (!atEnd) {
            fill();
        }
        chars.clear();
        CoderResult result = decoder.decode(bytes, chars, atEnd);
        chars.flip();
        check(chars.duplicate());
        if (result.isError()) {
            throw DataFileException.atLine(file, line, "the text is not valid UTF-8 here; save the file as UTF-8");
        }
        skipByteOrderMark();
    }

    private void check(CharBuffer decoded) {
        while (decoded.hasRemaining()) {
            char c = decoded.get();
            if (c == 0) {
                throw DataFileException.atLine(
                        file, line, "a zero character; this is no UTF-8 text (UTF-16 perhaps: save it as UTF-8)");
            }
            if (c == '\r' || (c == '\n' && !afterReturn)) {
                line++;
            }
            afterReturn = c == '\r';
        }
    }

    private void skipByteOrderMark() {
        if (atStart && chars.hasRemaining()) {
            atStart = false;
            if (chars.get(chars.position()) == BYTE_ORDER_MARK) {
                chars.get();
            }
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        atEnd = read < 0;
        bytes.position(bytes.position() + Math.max(read, 0)).flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
