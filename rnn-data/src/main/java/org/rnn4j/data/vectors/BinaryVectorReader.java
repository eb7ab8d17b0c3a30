package org.rnn4j.data.vectors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.MalformedLines;
import org.rnn4j.data.internal.Text;

/** Finds the words of word2vec's binary format and where their vectors begin. */
final class BinaryVectorReader {
    private static final int MAX_HEADER = 40;
    private static final int MAX_WORD = 10_000;

    private final Path file;
    private final Charset encoding;
    private final Predicate<String> wanted;
    private final MalformedLines malformed;
    private final MappedFile bytes;
    private final Map<String, Long> offsets = new LinkedHashMap<>();
    private final byte[] buffer = new byte[MAX_WORD];
    private long position;

    BinaryVectorReader(Path file, Charset encoding, Predicate<String> wanted, MalformedLines malformed)
            throws IOException {
        this(file, MappedFile.open(file), encoding, wanted, malformed);
    }

    /** The same for a file that is mapped already. */
    BinaryVectorReader(
            Path file, MappedFile bytes, Charset encoding, Predicate<String> wanted, MalformedLines malformed) {
        this.file = file;
        this.encoding = encoding;
        this.wanted = wanted;
        this.malformed = malformed;
        this.bytes = bytes;
    }

    WordVectors read() {
        VectorHeader header = readHeader();
        long vectorBytes = (long) header.width() * Float.BYTES;
        if (header.words() > (bytes.size() - position) / (vectorBytes + 1)) {
            throw error(
                    0,
                    "the header says " + header.words() + " words of width " + header.width()
                            + ", which is more than the file's " + bytes.size() + " bytes can hold; it was cut off");
        }
        for (long i = 0; i < header.words(); i++) {
            skipLineFeed();
            long start = position;
            int length = readUntil(' ', MAX_WORD, "a word and a blank behind it");
            if (bytes.size() - position < vectorBytes) {
                throw error(position, "expected a vector of " + vectorBytes + " bytes, but the file ends");
            }
            add(start, length);
            position += vectorBytes;
        }
        skipLineFeed();
        if (position < bytes.size()) {
            throw error(position, "expected the end behind " + header.words() + " words, but there is more");
        }
        return new MappedWordVectors(file.toString(), header.width(), offsets, bytes);
    }

    private VectorHeader readHeader() {
        int length = readUntil('\n', MAX_HEADER, "a first line");
        return VectorHeader.parse(new String(buffer, 0, length, StandardCharsets.ISO_8859_1))
                .orElseThrow(() -> error(0, VectorHeader.EXPECTED));
    }

    /** word2vec itself writes a line feed behind each vector, other programs do not. */
    private void skipLineFeed() {
        if (position < bytes.size() && bytes.get(position) == '\n') {
            position++;
        }
    }

    /** Puts the bytes up to this one, which is passed, into the buffer; returns their number. */
    private int readUntil(char end, int maximum, String what) {
        long start = position;
        for (int length = 0; length < maximum && position < bytes.size(); length++) {
            byte next = bytes.get(position++);
            if (next == end) {
                return length;
            }
            buffer[length] = next;
        }
        throw error(start, "expected " + what + ", but found none within " + (position - start) + " bytes");
    }

    private void add(long start, int length) {
        String word;
        try {
            word = encoding.newDecoder()
                    .decode(ByteBuffer.wrap(Arrays.copyOf(buffer, length)))
                    .toString();
        } catch (CharacterCodingException e) {
            malformed.add(error(start, "the word is not valid " + encoding.name()));
            return;
        }
        if (length == 0) {
            malformed.add(error(start, "the word is empty"));
        } else if (wanted.test(word) && offsets.putIfAbsent(word, position) != null) {
            malformed.add(error(start, "the word " + Text.quote(word) + " occurs again"));
        }
    }

    private DataFileException error(long offset, String problem) {
        return DataFileException.atByte(file.toString(), offset, problem);
    }
}
