package org.rnn4j.data.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.rnn4j.data.internal.Text;
import org.rnn4j.data.internal.WholeFile;

/** Writes tables that {@link TableReader} reads back as they were: UTF-8, a line feed after every record. */
public final class TableWriter {
    private final TableFormat format;
    private final int columns;
    private final StringWriter text = new StringWriter();

    private TableWriter(TableFormat format, int columns) {
        this.format = format;
        this.columns = columns;
    }

    /**
     * Writes a table, as a whole or not at all.
     *
     * @param columns the names of the columns
     * @param rows the fields of each row, one per column
     * @throws IllegalArgumentException if a row has another number of fields, or if a field cannot be written: a tab or
     *     line break in TSV, a zero character or half of a surrogate pair anywhere
     */
    public static void write(Path file, TableFormat format, List<String> columns, Iterable<? extends List<String>> rows)
            throws IOException {
        TableWriter writer = new TableWriter(format, columns.size());
        writer.check("the header", columns);
        int row = 0;
        for (List<String> fields : rows) {
            writer.check("row " + row++, fields);
        }
        if (format == TableFormat.TSV) { // nothing is quoted
            writer.writeJoined(columns);
            rows.forEach(writer::writeJoined);
        } else {
            try (CsvWriter csv = writer.open()) {
                csv.writeRecord(columns);
                rows.forEach(csv::writeRecord);
            }
        }
        WholeFile.write(file, writer.text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void writeJoined(List<String> fields) {
        text.append(String.join("\t", fields)).append('\n');
    }

    private CsvWriter open() {
        return CsvWriter.builder()
                .fieldSeparator(format.separator())
                .quoteCharacter(format.quote())
                .lineDelimiter(LineDelimiter.LF)
                .build(text);
    }

    private void check(String where, List<String> fields) {
        if (fields.size() != columns || columns == 0) {
            throw new IllegalArgumentException(
                    "TableWriter: expected " + (columns == 0 ? "at least 1 column" : columns + " fields in " + where)
                            + ", but got " + fields.size());
        }
        for (String field : fields) {
            if (field.indexOf('\0') >= 0 || !Text.isUnicode(field)) {
                throw new IllegalArgumentException("TableWriter: the field " + Text.quote(field) + " in " + where
                        + " has a zero character or half of a surrogate pair, which a text file cannot hold");
            }
            if (format == TableFormat.TSV && field.chars().anyMatch(c -> c == '\t' || c == '\n' || c == '\r')) {
                throw new IllegalArgumentException("TableWriter: the field " + Text.quote(field) + " in " + where
                        + " has a tab or a line break, which TSV cannot hold; write CSV instead");
            }
        }
    }
}
