package org.rnn4j.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** The bytes of a safetensors header, checked while they are read: the first is a brace, all are UTF-8. */
final class HeaderStream extends InputStream {
    private final Source source;
    private final long end;
    private final Utf8Check utf8 = new Utf8Check();
    private long afterLastNonSpace;

    /** The next {@code length} bytes of the source. */
    HeaderStream(Source source, long length) {
        this.source = source;
        this.end = source.position() + length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        long start = source.position();
        if (start == end) {
            return -1;
        }
        int count = (int) Math.min(length, end - start);
        source.readFully(ByteBuffer.wrap(target, offset, count));
        for (int i = 0; i < count; i++) {
            check(target[offset + i], start + i);
        }
        return count;
    }

    private void check(byte next, long position) {
        if (position == HeaderParser.LENGTH_BYTES && next != '{') {
            throw source.error(
                    position,
                    null,
                    "a safetensors header starts with '{', but byte " + (next & 0xff) + " was found; "
                            + HeaderParser.ADVICE);
        }
        if (!utf8.accept(next) || (position + 1 == end && !utf8.isComplete())) {
            throw source.error(position, null, "the header is not valid UTF-8 here; " + HeaderParser.ADVICE);
        }
        if (next != ' ') {
            afterLastNonSpace = position + 1;
        }
    }

    /** The position behind the last byte read so far that was not a space. */
    long afterLastNonSpace() {
        return afterLastNonSpace;
    }
}
