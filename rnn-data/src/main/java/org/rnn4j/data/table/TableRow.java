package org.rnn4j.data.table;

import java.util.List;
import org.rnn4j.data.DataFileException;

/** One line of a table; its fields are found by the columns' names. Immutable. */
public final class TableRow {
    private final String file;
    private final long line;
    private final List<String> columns;
    private final List<String> fields;

    TableRow(String file, long line, List<String> columns, List<String> fields) {
        this.file = file;
        this.line = line;
        this.columns = columns;
        this.fields = fields;
    }

    /** The line in which the record begins, counted from 1. */
    public long line() {
        return line;
    }

    /** The fields in the order of the columns. */
    public List<String> fields() {
        return fields;
    }

    /**
     * The field of a column.
     *
     * @throws IllegalArgumentException if the table has no such column
     */
    public String get(String column) {
        int index = columns.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException(file + ": there is no column \"" + column + "\" among " + columns);
        }
        return fields.get(index);
    }

    /** An exception that says what is wrong with this row, with file and line; to be thrown by the caller. */
    public DataFileException error(String problem) {
        return DataFileException.atLine(file, line, problem);
    }

    @Override
    public String toString() {
        return file + ", line " + line + ": " + fields;
    }
}
