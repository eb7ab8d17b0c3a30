package org.rnn4j.data.table;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.MalformedLines;
import org.rnn4j.data.internal.StrictReader;
import org.rnn4j.data.internal.Text;

/**
 * Reads a table row by row, so that it may be larger than memory.
 *
 * <p>The text is UTF-8 unless another encoding is named; a file whose name ends with {@code .gz} is unpacked while it is
 * read. Reading is strict: bytes that the encoding does not know, a row with more or fewer fields than columns (an empty
 * line too), a quote that is never closed and text behind a closing quote are a {@link DataFileException} that names file
 * and line. A byte order mark at the beginning is skipped. Not thread-safe.
 *
 * <p>Where malformed rows are skipped, reading goes on in the line behind the one in which such a row begins. A stray quote
 * so costs one row and not the rest of the file. If a damaged row really had line breaks in its quotes, its further lines
 * are read as rows of their own: most have another number of fields and are counted too, but one that happens to have as
 * many as there are columns is taken for a row. A stray quote that a later one happens to close makes one well-formed row
 * of all that is between them, so it is not malformed.
 */
public final class TableReader implements Iterator<TableRow>, Closeable {
    private final String file;
    private final TableRecords records;
    private final TableOptions options;
    private final List<String> columns;
    private @Nullable TableRow next;

    private TableReader(String file, TableRecords records, TableOptions options, String[] required) {
        this.file = file;
        this.records = records;
        this.options = options;
        columns = options.hasHeader() ? readHeader() : numberColumns();
        requireColumns(required);
    }

    private List<String> numberColumns() {
        long malformedBefore = options.malformed().count(); // perhaps in other files
        TableRecords.Fields first = records.next(options.malformed());
        if (first == null) {
            long malformed = options.malformed().count() - malformedBefore;
            throw DataFileException.inFile(
                    file,
                    malformed == 0
                            ? "expected at least one row, but the file is empty"
                            : "expected at least one row that can be read, but all " + malformed + " are malformed");
        }
        List<String> numbers = TableOptions.numbers(first.fields().size());
        next = new TableRow(file, first.line(), numbers, first.fields());
        return numbers;
    }

    private List<String> readHeader() {
        TableRecords.Fields header = records.next(MalformedLines.refused()); // without names there is no table
        if (header == null) {
            throw DataFileException.inFile(file, "expected a line of column names, but the file is empty");
        }
        Set<String> seen = new HashSet<>();
        for (String column : header.fields()) {
            if (column.isEmpty() || !seen.add(column)) {
                throw DataFileException.atLine(
                        file,
                        1,
                        "expected different column names, but found " + Text.quote(column)
                                + (column.isEmpty() ? "" : " twice") + " in " + header.fields());
            }
        }
        return List.copyOf(header.fields());
    }

    private void requireColumns(String[] required) {
        for (String column : required) {
            if (!columns.contains(column)) {
                throw DataFileException.atLine(
                        file,
                        1,
                        "expected a column " + Text.quote(column) + ", but the columns are " + columns
                                + (options.hasHeader()
                                        ? "; is the first line the header, and is this the right format?"
                                        : ", numbered because the table is read without a header"));
            }
        }
    }

    /**
     * Opens a table and reads its header.
     *
     * @param required columns that must be there; others may be there too
     * @throws DataFileException if the header is missing, names a column twice or lacks a required one
     */
    public static TableReader open(Path path, TableFormat format, String... required) throws IOException {
        return open(path, TableOptions.of(format), required);
    }

    /** The same for a table of another encoding. */
    public static TableReader open(Path path, TableFormat format, Charset encoding, String... required)
            throws IOException {
        return open(path, TableOptions.of(format).withEncoding(encoding), required);
    }

    /** The same as these options say. */
    public static TableReader open(Path path, TableOptions options, String... required) throws IOException {
        StrictReader text = StrictReader.open(path, options.encoding());
        try {
            TableRecords records = new TableRecords(path.toString(), text, options.format());
            return new TableReader(path.toString(), records, options, required);
        } catch (UncheckedIOException failure) {
            text.close();
            throw new IOException(failure.getMessage(), failure.getCause());
        } catch (RuntimeException | Error failure) {
            text.close();
            throw failure;
        }
    }

    /** All rows of a table; see {@link #open}. */
    public static List<TableRow> readAll(Path path, TableFormat format, String... required) throws IOException {
        try (TableReader reader = open(path, format, required)) {
            List<TableRow> rows = new ArrayList<>();
            reader.forEachRemaining(rows::add);
            return List.copyOf(rows);
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e.getCause());
        }
    }

    /** The names of the columns, in order. */
    public List<String> columns() {
        return columns;
    }

    /**
     * Whether there is another row.
     *
     * @throws DataFileException if it is malformed
     * @throws UncheckedIOException if the file cannot be read on
     */
    @Override
    public boolean hasNext() {
        if (next == null) {
            next = readRow();
        }
        return next != null;
    }

    /**
     * The next row.
     *
     * @throws NoSuchElementException at the end
     * @throws DataFileException if it is malformed
     * @throws UncheckedIOException if the file cannot be read on
     */
    @Override
    public TableRow next() {
        TableRow row = hasNext() ? next : null;
        if (row == null) {
            throw new NoSuchElementException(file + ": the table has no more rows");
        }
        next = null;
        return row;
    }

    private @Nullable TableRow readRow() {
        MalformedLines malformed = options.malformed();
        for (TableRecords.Fields record = records.next(malformed); record != null; record = records.next(malformed)) {
            if (record.fields().size() == columns.size()) {
                return new TableRow(file, record.line(), columns, record.fields());
            }
            String problem = "expected " + columns.size() + " fields " + columns + ", but found "
                    + record.fields().size();
            malformed.add(DataFileException.atLine(file, record.line(), problem));
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
