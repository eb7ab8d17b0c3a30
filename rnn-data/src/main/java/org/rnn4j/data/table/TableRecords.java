package org.rnn4j.data.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.MalformedLines;

/** The records of a table with the lines in which they begin, whatever their number of fields. */
final class TableRecords implements Closeable {
    private static final int MAX_FIELD = 1 << 24;

    /** What the parser adds to a message; it counts from where it began, which is not always the file's first line. */
    private static final Pattern PARSERS_LINE =
            Pattern.compile(" \\(record starting at line \\d+\\)$|( in record)? starting at line \\d+");

    private final String file;
    private final RewindableReader text;
    private final TableFormat format;
    private Iterator<CsvRecord> records;
    private long linesBefore;
    private long nextLine = 1;

    /**
     * One record.
     *
     * @param line the line in which it begins, counted from 1
     * @param fields its fields
     */
    record Fields(long line, List<String> fields) {}

    TableRecords(String file, Reader text, TableFormat format) {
        this.file = file;
        this.text = new RewindableReader(text);
        this.format = format;
        records = parse();
    }

    private Iterator<CsvRecord> parse() {
        return CsvReader.builder()
                .fieldSeparator(format.separator())
                .quoteCharacter(format.quote())
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // counted by the caller, for a message with the line
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(MAX_FIELD)
                .ofCsvRecord(text)
                .iterator();
    }

    /** The next record, or null behind the last one; after one whose quotes are malformed it goes on in the next line. */
    @Nullable
    Fields next(MalformedLines malformed) {
        while (true) {
            text.keepFrom(nextLine);
            try {
                return records.hasNext() ? located(records.next()) : null;
            } catch (CsvParseException e) {
                malformed.add(malformed(e));
                goOnInTheNextLine();
            } catch (UncheckedIOException e) {
                throw unreadable(e.getCause());
            }
        }
    }

    private Fields located(CsvRecord record) {
        long line = linesBefore + record.getStartingLineNumber();
        nextLine = line + 1;
        record.getFields().forEach(field -> nextLine += lineBreaks(field));
        return new Fields(line, record.getFields());
    }

    private static long lineBreaks(String field) {
        return field.lines().count() - 1 + (field.isEmpty() || field.endsWith("\n") || field.endsWith("\r") ? 1 : 0);
    }

    /** What is wrong with a record; what the parser wraps because it comes from below it is thrown. */
    private DataFileException malformed(CsvParseException e) {
        if (e.getCause() instanceof RuntimeException failure) {
            throw failure;
        }
        if (e.getCause() instanceof Error failure) {
            throw failure;
        }
        return DataFileException.atLine(
                file, nextLine, "malformed record: " + withoutLine(String.valueOf(e.getMessage())));
    }

    static String withoutLine(String message) {
        return PARSERS_LINE.matcher(message).replaceFirst("");
    }

    private void goOnInTheNextLine() {
        try {
            text.rewindBehindFirstLine();
        } catch (IOException failure) {
            throw unreadable(failure);
        }
        linesBefore = nextLine;
        nextLine++;
        records = parse();
    }

    private UncheckedIOException unreadable(IOException failure) {
        return new UncheckedIOException(
                file + ", line " + nextLine + ": the file cannot be read on from here: " + failure.getMessage(),
                failure);
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
