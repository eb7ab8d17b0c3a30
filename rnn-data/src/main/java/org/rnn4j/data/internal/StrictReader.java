package org.rnn4j.data.internal;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.rnn4j.data.DataFileException;

/**
 * Reads a text strictly: bytes that are none of the encoding's, zero characters and damaged gzip data are a {@link
 * DataFileException} that names the line. A byte order mark at the beginning is skipped.
 */
public final class StrictReader extends Reader {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final String GZIP = ".gz";

    private final InputStream in;
    private final String file;
    private final Charset encoding;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).flip();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER_BYTES).flip();
    private boolean atEnd;
    private boolean flushed;
    private boolean atStart = true;
    private boolean afterReturn;
    private long line = 1;

    /** Reads UTF-8 from {@code in}; {@code file} names it in errors. */
    public StrictReader(InputStream in, String file) {
        this(in, file, StandardCharsets.UTF_8);
    }

    /** Reads text of this encoding from {@code in}; {@code file} names it in errors. */
    public StrictReader(InputStream in, String file, Charset encoding) {
        this.in = in;
        this.file = file;
        this.encoding = encoding;
        decoder = Text.strictDecoder(encoding);
    }

    /** Opens a file; one whose name ends with {@code .gz} is unpacked while it is read. */
    public static StrictReader open(Path file, Charset encoding) throws IOException {
        return new StrictReader(bytes(file), file.toString(), encoding);
    }

    /** Whether the name says that the content is packed by gzip. */
    public static boolean isPacked(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(GZIP);
    }

    private static InputStream bytes(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        if (!isPacked(file)) {
            return in;
        }
        try {
            return new GZIPInputStream(new BufferedInputStream(in), BUFFER_BYTES);
        } catch (ZipException | EOFException damaged) {
            in.close();
            throw DataFileException.inFile(
                    file.toString(), "the name says gzip, but the content is not (" + damaged.getMessage() + ")");
        } catch (IOException | RuntimeException failure) {
            in.close();
            throw failure;
        }
    }

    @Override
    public int read(char[] target, int from, int count) throws IOException {
        while (!chars.hasRemaining()) {
            if (flushed) {
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
        if (atEnd && result.isUnderflow()) {
            flushed = decoder.flush(chars).isUnderflow();
        }
        chars.flip();
        check(chars.duplicate());
        if (result.isError()) {
            throw DataFileException.atLine(
                    file,
                    line,
                    "the text is not valid " + encoding.name() + " here; "
                            + (encoding.equals(StandardCharsets.UTF_8)
                                    ? "save the file as UTF-8, or name the encoding that it has"
                                    : "name the encoding that the file has"));
        }
        skipByteOrderMark();
    }

    private void check(CharBuffer decoded) {
        while (decoded.hasRemaining()) {
            char c = decoded.get();
            if (c == 0) {
                throw DataFileException.atLine(
                        file,
                        line,
                        "a zero character; this is no " + encoding.name()
                                + " text (UTF-16 perhaps: save it as UTF-8 or name its encoding)");
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
        int read = readBytes();
        atEnd = read < 0;
        bytes.position(bytes.position() + Math.max(read, 0)).flip();
    }

    private int readBytes() throws IOException {
        try {
            return in.read(bytes.array(), bytes.position(), bytes.remaining());
        } catch (ZipException | EOFException damaged) {
            throw DataFileException.atLine(
                    file, line, "the gzip data is damaged or cut off here or later; fetch the file again");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
