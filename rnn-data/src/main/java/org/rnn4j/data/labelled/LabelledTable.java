package org.rnn4j.data.labelled;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.internal.Text;
import org.rnn4j.data.table.TableFormat;
import org.rnn4j.data.table.TableOptions;
import org.rnn4j.data.table.TableReader;

/**
 * A kind of table that has a label and a text in each row, CSV or TSV:
 *
 * <pre>{@code
 * List<LabelledText> reviews = LabelledTable.of(TableFormat.CSV, "label", "title", "body").read(path);
 * List<LabelledText> news = new LabelledTable(TableOptions.of(TableFormat.TSV).withoutHeader(), "1", List.of("2")).read(path);
 * }</pre>
 *
 * <p>A column is meant by its name or, if no column has that name, by its number from 1. Several columns of text are
 * joined with a blank between them. A row without a label or without a text is malformed.
 *
 * @param options how the table is read
 * @param label the column of labels
 * @param texts the columns of texts, at least one
 */
public record LabelledTable(TableOptions options, String label, List<String> texts) {
    /** Copies the list and checks that there is a text. */
    public LabelledTable {
        texts = List.copyOf(texts);
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("LabelledTable: expected at least 1 column of texts, but got none");
        }
    }

    /** UTF-8 with a header, malformed rows refused. */
    public static LabelledTable of(TableFormat format, String label, String... texts) {
        return new LabelledTable(TableOptions.of(format), label, List.of(texts));
    }

    /**
     * Opens a table to read it text by text.
     *
     * @throws DataFileException if the table is empty or has no such column
     */
    public LabelledTextReader open(Path file) throws IOException {
        TableReader rows = TableReader.open(file, options);
        try {
            List<String> columns = texts.stream()
                    .map(column -> resolve(file, column, rows.columns()))
                    .toList();
            return new LabelledTextReader(rows, resolve(file, label, rows.columns()), columns, options.malformed());
        } catch (DataFileException noSuchColumn) {
            rows.close();
            throw noSuchColumn;
        }
    }

    /** All texts of a table, in order; see {@link #open}. */
    public List<LabelledText> read(Path file) throws IOException {
        try (LabelledTextReader reader = open(file)) {
            List<LabelledText> all = new ArrayList<>();
            reader.forEachRemaining(all::add);
            return List.copyOf(all);
        } catch (UncheckedIOException failure) {
            throw new IOException(failure.getMessage(), failure.getCause());
        }
    }

    private static String resolve(Path file, String column, List<String> columns) {
        if (columns.contains(column)) {
            return column;
        }
        for (int number = 1; number <= columns.size(); number++) {
            if (column.equals(Integer.toString(number))) {
                return columns.get(number - 1);
            }
        }
        throw DataFileException.atLine(
                file.toString(),
                1,
                "expected a column " + Text.quote(column) + ", but the columns are " + columns + ", numbers 1 to "
                        + columns.size());
    }
}
