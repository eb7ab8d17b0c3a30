package org.rnn4j.data.vectors;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.MalformedLines;
import org.rnn4j.data.internal.StrictReader;

/**
 * Opens files of word vectors.
 *
 * <pre>{@code
 * WordVectors vectors = WordVectorFile.glove(Path.of("glove.6B.100d.txt"))
 *         .only(VectorTable.wanted(vocabulary))
 *         .open();
 * }</pre>
 *
 * <p>The text formats have a word and its numbers in each line, with blanks between; a file whose name ends with {@code
 * .gz} is unpacked while it is read, and the vectors are held in memory: of the words that {@link #only} asks for. The
 * binary format is mapped: only words and places are in memory, and the file must not be packed. A word that occurs
 * again, a line with another number of fields and a number that is none are malformed. Immutable.
 */
public final class WordVectorFile {
    private enum Format {
        GLOVE,
        WORD2VEC_TEXT,
        WORD2VEC_BINARY
    }

    private final Path file;
    private final Format format;
    private final Charset encoding;
    private final Predicate<String> wanted;
    private final MalformedLines malformed;

    private WordVectorFile(
            Path file, Format format, Charset encoding, Predicate<String> wanted, MalformedLines malformed) {
        this.file = file;
        this.format = format;
        this.encoding = encoding;
        this.wanted = wanted;
        this.malformed = malformed;
    }

    private static WordVectorFile of(Path file, Format format) {
        return new WordVectorFile(file, format, StandardCharsets.UTF_8, word -> true, MalformedLines.refused());
    }

    /** GloVe's text format: no header. The first line says how wide the vectors are; a word may have blanks in it. */
    public static WordVectorFile glove(Path file) {
        return of(file, Format.GLOVE);
    }

    /**
     * word2vec's text format, fastText's {@code .vec} too: the first line has the number of words and the width. Fewer
     * words than that are malformed (the file was cut off), and so is each one more.
     */
    public static WordVectorFile word2vecText(Path file) {
        return of(file, Format.WORD2VEC_TEXT);
    }

    /** word2vec's binary format: the same header, then each word, a blank and its 32-bit little-endian floats. */
    public static WordVectorFile word2vecBinary(Path file) {
        return of(file, Format.WORD2VEC_BINARY);
    }

    /** The same with these words only, for example {@link VectorTable#wanted}. */
    public WordVectorFile only(Predicate<String> newWanted) {
        return new WordVectorFile(file, format, encoding, newWanted, malformed);
    }

    /** The same with text of another encoding than UTF-8. */
    public WordVectorFile withEncoding(Charset newEncoding) {
        return new WordVectorFile(file, format, newEncoding, wanted, malformed);
    }

    /** The same with this in charge of malformed lines, instead of refusing them. */
    public WordVectorFile withMalformed(MalformedLines newMalformed) {
        return new WordVectorFile(file, format, encoding, wanted, newMalformed);
    }

    /**
     * Reads the words, and the vectors if the format is one of text.
     *
     * @throws DataFileException if the file is malformed
     */
    public WordVectors open() throws IOException {
        if (format == Format.WORD2VEC_BINARY) {
            if (StrictReader.isPacked(file)) {
                throw DataFileException.inFile(
                        file.toString(), "a packed file cannot be mapped; unpack it and open the result");
            }
            return new BinaryVectorReader(file, encoding, wanted, malformed).read();
        }
        return new TextVectorReader(file, encoding, wanted, malformed).read(format == Format.WORD2VEC_TEXT);
    }

    /** Format and file. */
    @Override
    public String toString() {
        return "WordVectorFile[" + format + ", " + file + "]";
    }
}
