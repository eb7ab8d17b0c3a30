package org.rnn4j.data.vectors;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.MalformedLines;
import org.rnn4j.data.internal.LineReader;
import org.rnn4j.data.internal.Numbers;
import org.rnn4j.data.internal.Text;

/** Reads vectors line by line. */
final class TextVectorReader {
    private final Path file;
    private final Charset encoding;
    private final Predicate<String> wanted;
    private final MalformedLines malformed;
    private final Map<String, float[]> vectors = new LinkedHashMap<>();
    private int width;

    TextVectorReader(Path file, Charset encoding, Predicate<String> wanted, MalformedLines malformed) {
        this.file = file;
        this.encoding = encoding;
        this.wanted = wanted;
        this.malformed = malformed;
    }

    WordVectors read(boolean hasHeader) throws IOException {
        try (LineReader lines = LineReader.open(file, encoding)) {
            long stated = hasHeader ? readHeader(lines) : Long.MAX_VALUE;
            long found = 0;
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (found == 0 && !hasHeader && VectorHeader.parse(line).isPresent()) {
                    throw lines.error(
                            "expected a word and its numbers, but this is the header of word2vec's text format;"
                                    + " open the file with word2vecText");
                }
                try {
                    if (found >= stated) {
                        throw lines.error("expected " + stated + " words as the header says, but here is another one");
                    }
                    add(lines, line);
                } catch (DataFileException problem) {
                    malformed.add(problem);
                }
                found++;
            }
            if (hasHeader && found < stated) {
                malformed.add(lines.error("expected " + stated + " words as the header says, but the file ends after "
                        + found + "; it was cut off"));
            }
        }
        if (width == 0) {
            throw DataFileException.inFile(file.toString(), "expected at least 1 word, but found none");
        }
        return new TextWordVectors(width, vectors);
    }

    private long readHeader(LineReader lines) throws IOException {
        String line = lines.next();
        VectorHeader header = VectorHeader.parse(line == null ? "" : line)
                .orElseThrow(() -> DataFileException.atLine(file.toString(), 1, VectorHeader.EXPECTED));
        width = header.width();
        return header.words();
    }

    private void add(LineReader lines, String line) {
        String[] fields = line.stripTrailing().split(" ", -1);
        int columns = width == 0 ? fields.length - 1 : width;
        if (fields.length <= columns || columns < 1 || columns > VectorHeader.MAX_WIDTH) {
            throw lines.error("expected a word and " + (width == 0 ? "its" : width)
                    + " numbers with blanks between, but" + " found " + fields.length + " fields");
        }
        int first = fields.length - columns; // the word may have blanks
        if (first > 1 && isNumber(fields[first - 1])) {
            throw lines.error("expected a word and " + width + " numbers with blanks between, but found more numbers");
        }
        String word = String.join(" ", Arrays.copyOf(fields, first));
        float[] vector = new float[columns];
        for (int i = 0; i < columns; i++) {
            vector[i] = Numbers.parse(fields[first + i], lines::error);
        }
        width = columns;
        keep(lines, word, vector);
    }

    private static boolean isNumber(String field) {
        return field.matches("[-+]?\\d*\\.?\\d+([eE][-+]?\\d+)?");
    }

    private void keep(LineReader lines, String word, float[] vector) {
        if (word.isEmpty()) {
            throw lines.error("the word is empty");
        }
        if (wanted.test(word) && vectors.putIfAbsent(word, vector) != null) {
            throw lines.error("the word " + Text.quote(word) + " occurs again");
        }
    }
}
