package org.rnn4j.examples.forecast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.table.TableFormat;
import org.rnn4j.data.table.TableReader;
import org.rnn4j.data.table.TableRow;
import org.rnn4j.examples.UserError;

/**
 * A table of numbers, a row for each time step.
 *
 * @param columns the names of the columns, the target first
 * @param values the numbers {@code [time][column]}; NaN where one is missing
 * @param times the time of each row; empty if there is no column of times
 */
record SeriesTable(List<String> columns, float[][] values, List<LocalDateTime> times) {
    private static final List<String> MISSING = List.of("", "NA", "NaN", "nan", "null", "?");

    /** The columns of a file. */
    static List<String> columnsOf(Path file) {
        try (TableReader reader = TableReader.open(file, format(file))) {
            return reader.columns();
        } catch (DataFileException damage) {
            throw UserError.of(damage);
        } catch (IOException failure) {
            throw UserError.file("read the series in", file, failure);
        }
    }

    /**
     * Reads a file.
     *
     * @param columns the columns of numbers, the target first
     * @param timeColumn the column of times, if there is one
     * @param rows at most so many rows
     */
    static SeriesTable read(Path file, List<String> columns, @Nullable String timeColumn, int rows) {
        List<String> all = new ArrayList<>(columns);
        if (timeColumn != null) {
            all.add(timeColumn);
        }
        List<float[]> values = new ArrayList<>();
        List<LocalDateTime> times = new ArrayList<>();
        try (TableReader reader = TableReader.open(file, format(file), all.toArray(String[]::new))) {
            while (values.size() < rows && reader.hasNext()) {
                TableRow row = reader.next();
                values.add(numbers(row, columns));
                if (timeColumn != null) {
                    times.add(time(row, timeColumn));
                }
            }
        } catch (DataFileException damage) {
            throw UserError.of(damage);
        } catch (UncheckedIOException failure) {
            throw UserError.file("read the series in", file, failure.getCause());
        } catch (IOException failure) {
            throw UserError.file("read the series in", file, failure);
        }
        if (values.isEmpty()) {
            throw new UserError(file + ": expected a row for each time step, but there is none below the header");
        }
        return new SeriesTable(List.copyOf(columns), values.toArray(float[][]::new), List.copyOf(times));
    }

    private static TableFormat format(Path file) {
        try {
            return TableFormat.of(file);
        } catch (IllegalArgumentException unknown) {
            throw UserError.of(unknown);
        }
    }

    private static float[] numbers(TableRow row, List<String> columns) {
        float[] numbers = new float[columns.size()];
        for (int c = 0; c < numbers.length; c++) {
            String field = row.get(columns.get(c)).strip();
            numbers[c] = MISSING.contains(field) ? Float.NaN : number(row, columns.get(c), field);
        }
        return numbers;
    }

    private static float number(TableRow row, String column, String field) {
        try {
            float number = Float.parseFloat(field);
            if (Float.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            throw row.error("expected a number in column \"" + column + "\", but found \"" + field
                    + "\"; missing values are empty or NA, a column of times is named with --time-column, and"
                    + " --covariates names the columns that are read");
        }
        throw row.error("expected a finite number in column \"" + column + "\", but found \"" + field + "\"");
    }

    private static LocalDateTime time(TableRow row, String column) {
        String field = row.get(column).strip();
        return Times.parse(field)
                .orElseThrow(() -> row.error("expected a time such as 2016-07-01 13:00:00, 2016-07-01 or 2016-07 in"
                        + " column \"" + column + "\", but found \"" + field + "\""));
    }

    /** The number of rows. */
    int rows() {
        return values.length;
    }

    /** The values of the target. */
    float[] target() {
        float[] target = new float[rows()];
        for (int t = 0; t < target.length; t++) {
            target[t] = values[t][0];
        }
        return target;
    }

    /** The number of missing values. */
    long countMissing() {
        return Arrays.stream(values)
                .mapToLong(row -> {
                    long missing = 0;
                    for (float value : row) {
                        missing += Float.isNaN(value) ? 1 : 0;
                    }
                    return missing;
                })
                .sum();
    }
}
