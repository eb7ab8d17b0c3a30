package org.rnn4j.data.table;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.rnn4j.data.MalformedLines;

/**
 * How a table is read.
 *
 * @param format how fields stand in a line
 * @param encoding the encoding of the text
 * @param hasHeader whether the first line holds the names of the columns; without it they are called {@code 1, 2, 3, ...}
 * @param malformed what happens to a row with malformed quotes, or with more or fewer fields than columns; counts them if they
 *     are skipped
 */
public record TableOptions(TableFormat format, Charset encoding, boolean hasHeader, MalformedLines malformed) {
    /** UTF-8 with a header, malformed rows refused. */
    public static TableOptions of(TableFormat format) {
        return new TableOptions(format, StandardCharsets.UTF_8, true, MalformedLines.refused());
    }

    /** The same for text of another encoding. */
    public TableOptions withEncoding(Charset newEncoding) {
        return new TableOptions(format, newEncoding, hasHeader, malformed);
    }

    /**
     * The same for a table whose first line is a row like others. The fields of the first row say how many columns there
     * are; if rows with malformed quotes are skipped, those of the first row that can be read.
     */
    public TableOptions withoutHeader() {
        return new TableOptions(format, encoding, false, malformed);
    }

    /** The same with this in charge of malformed rows. */
    public TableOptions withMalformed(MalformedLines newMalformed) {
        return new TableOptions(format, encoding, hasHeader, newMalformed);
    }

    /** The names of columns that no header names: their numbers from 1. */
    static List<String> numbers(int columns) {
        return IntStream.rangeClosed(1, columns).mapToObj(Integer::toString).toList();
    }
}
