package org.rnn4j.data.table;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
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
import org.rnn4j.data.internal.StrictReader;
import org.rnn4j.data.internal.Text;

/**
 * Reads a table row by row, so that it may be larger than memory.
 *
 * <p>The text is UTF-8 unless another encoding is named; a file whose name ends with {@code .gz} is unpacked while it is
 * read. Reading is strict: bytes that the encoding does not know, a row with more or fewer fields than columns (an empty
 * line too), a quote that is never closed and text behind a closing quote are a {@link DataFileException} that names file
 * and line. A byte order mark at the beginning is skipped. Not thread-safe.
 */
public final class TableReader implements Iterator<TableRow>, Closeable {
    private static final int MAX_FIELD = 1 << 24;

    private final String file;
    private final CloseableIterator<CsvRecord> records;
    private final TableOptions options;
    private final List<String> columns;
    private long nextLine = 1;
    private @Nullable TableRow next;

    private TableReader(String file, CloseableIterator<CsvRecord> records, TableOptions options, String[] required) {
        this.file = file;
        this.records = records;
        this.options = options;
        columns = options.hasHeader() ? readHeader() : numberColumns();
        requireColumns(required);
    }

    private List<String> numberColumns() {
        CsvRecord first = readRecord();
        if (first == null) {
            throw DataFileException.inFile(file, "expected at least one row, but the file is empty");
        }
        List<String> numbers = TableOptions.numbers(first.getFieldCount());
        next = new TableRow(file, first.getStartingLineNumber(), numbers, first.getFields());
        return numbers;
    }

    private List<String> readHeader() {
        CsvRecord header = readRecord();
        if (header == null) {
            throw DataFileException.inFile(file, "expected a line of column names, but the file is empty");
        }
        Set<String> seen = new HashSet<>();
        for (String column : header.getFields()) {
            if (column.isEmpty() || !seen.add(column)) {
                throw DataFileException.atLine(
                        file,
                        1,
                        "expected different column names, but found " + Text.quote(column)
                                + (column.isEmpty() ? "" : " twice") + " in " + header.getFields());
            }
        }
        return List.copyOf(header.getFields());
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
            CsvReader<CsvRecord> reader = CsvReader.builder()
                    .fieldSeparator(options.format().separator())
                    .quoteCharacter(options.format().quote())
                    .skipEmptyLines(false)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // counted here, for a message with the line
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .allowUnclosedQuote(false)
                    .maxBufferSize(MAX_FIELD)
                    .ofCsvRecord(text);
            return new TableReader(path.toString(), reader.iterator(), options, required);
        } catch (UncheckedIOException failure) {
            text.close();
            throw failure.getCause();
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
            throw e.getCause();
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
        for (CsvRecord record = readRecord(); record != null; record = readRecord()) {
            long line = record.getStartingLineNumber();
            if (record.getFieldCount() == columns.size()) {
                return new TableRow(file, line, columns, record.getFields());
            }
            String problem =
                    "expected " + columns.size() + " fields " + columns + ", but found " + record.getFieldCount();
            options.malformed().add(DataFileException.atLine(file, line, problem));
        }
        return null;
    }

    private @Nullable CsvRecord readRecord() {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvRecord record = records.next();
            nextLine = record.getStartingLineNumber() + 1;
            record.getFields().forEach(field -> nextLine += lineBreaks(field));
            return record;
        } catch (CsvParseException e) {
            throw unwrapped(e);
        }
    }

    /** The parser wraps what comes from below it. */
    private RuntimeException unwrapped(CsvParseException e) {
        if (e.getCause() instanceof DataFileException damaged) {
            return damaged;
        }
        if (e.getCause() instanceof IOException failure) {
            return new UncheckedIOException(failure);
        }
        return DataFileException.atLine(file, nextLine, "malformed record: " + e.getMessage());
    }

    private static long lineBreaks(String field) {
        return field.lines().count() - 1 + (field.isEmpty() || field.endsWith("\n") || field.endsWith("\r") ? 1 : 0);
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
