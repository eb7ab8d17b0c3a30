package org.rnn4j.data.series;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.rnn4j.data.DataFileException;

/**
 * Brings the columns of a table into a common range: {@code (x - centre) / unit}, with a centre and a unit for each
 * column that were taken from the training rows alone. Computed in double. Immutable.
 *
 * <p>A column with one value throughout has the unit 1, so that it becomes 0 and nothing is divided by 0; {@link
 * #isConstant} tells.
 */
public final class Scaler {
    private final ScalerKind kind;
    private final MissingValues missing;
    private final double[] centres;
    private final double[] units;
    private final boolean[] constant;

    Scaler(ScalerKind kind, MissingValues missing, double[] centres, double[] units, boolean[] constant) {
        this.kind = kind;
        this.missing = missing;
        this.centres = centres;
        this.units = units;
        this.constant = constant;
    }

    /**
     * A scaler of the given rows {@code [row][column]}: pass the training rows, and no others.
     *
     * @throws IllegalArgumentException if there are no rows, if they differ in width, if a value is infinite, if one is
     *     missing and that is refused, if a column has no value at all, or if one varies but its quartiles, which
     *     ROBUST divides by, are equal
     */
    public static Scaler fit(ScalerKind kind, float[][] trainingRows, MissingValues missing) {
        if (trainingRows.length == 0 || trainingRows[0].length == 0) {
            throw new IllegalArgumentException("Scaler: expected at least 1 row with 1 column, but got "
                    + trainingRows.length + " rows" + (trainingRows.length == 0 ? "" : " without columns"));
        }
        int columns = trainingRows[0].length;
        double[] centres = new double[columns];
        double[] units = new double[columns];
        boolean[] constant = new boolean[columns];
        for (int c = 0; c < columns; c++) {
            double[] sorted = sortedColumn(trainingRows, c, columns, missing);
            double[] fitted = kind.fit(sorted);
            centres[c] = fitted[0];
            constant[c] = sorted[0] == sorted[sorted.length - 1];
            if (fitted[1] == 0 && !constant[c]) {
                throw new IllegalArgumentException("Scaler: column " + c + " has the same lower and upper quartile, "
                        + fitted[0] + ", but other values too, so " + kind
                        + " has no unit for it; use STANDARD or MIN_MAX");
            }
            units[c] = constant[c] ? 1 : fitted[1];
        }
        return new Scaler(kind, missing, centres, units, constant);
    }

    private static double[] sortedColumn(float[][] rows, int column, int columns, MissingValues missing) {
        double[] values = new double[rows.length];
        int count = 0;
        for (int r = 0; r < rows.length; r++) {
            if (rows[r].length != columns) {
                throw new IllegalArgumentException("Scaler: expected " + columns + " columns in every row, but row " + r
                        + " has " + rows[r].length);
            }
            float value = rows[r][column];
            missing.require("Scaler", value, new MissingValues.Place(r, column));
            if (!Float.isNaN(value)) {
                values[count++] = value;
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("Scaler: column " + column + " has no value in any row");
        }
        double[] present = Arrays.copyOf(values, count);
        Arrays.sort(present);
        return present;
    }

    /** What centre and unit are. */
    public ScalerKind kind() {
        return kind;
    }

    /** What happens to missing values. */
    public MissingValues missing() {
        return missing;
    }

    /** The number of columns. */
    public int columns() {
        return centres.length;
    }

    /** What becomes 0 in a column. */
    public double centre(int column) {
        return centres[column];
    }

    /** What becomes 1 in a column, counted from its centre. */
    public double unit(int column) {
        return units[column];
    }

    /** Whether the column had one value throughout the training rows. */
    public boolean isConstant(int column) {
        return constant[column];
    }

    /** A value of a column, scaled. */
    public float scale(float value, int column) {
        missing.require("Scaler", value, "the value of column " + column);
        return (float) ((value - centres[column]) / units[column]);
    }

    /** The value of a column that {@link #scale} made this of, within rounding. */
    public float unscale(float scaled, int column) {
        missing.require("Scaler", scaled, "the scaled value of column " + column);
        return (float) (scaled * units[column] + centres[column]);
    }

    /** New rows {@code [row][column]}, scaled. */
    public float[][] scale(float[][] rows) {
        return convert(rows, true);
    }

    /** The rows that {@link #scale(float[][])} made these of, within rounding. */
    public float[][] unscale(float[][] rows) {
        return convert(rows, false);
    }

    private float[][] convert(float[][] rows, boolean forward) {
        float[][] converted = new float[rows.length][];
        for (int r = 0; r < rows.length; r++) {
            if (rows[r].length != columns()) {
                throw new IllegalArgumentException(
                        "Scaler: expected rows of " + columns() + " columns, but row " + r + " has " + rows[r].length);
            }
            converted[r] = new float[columns()];
            for (int c = 0; c < columns(); c++) {
                missing.require("Scaler", rows[r][c], new MissingValues.Place(r, c));
                converted[r][c] = forward ? scale(rows[r][c], c) : unscale(rows[r][c], c);
            }
        }
        return converted;
    }

    /** Writes a JSON file, as a whole or not at all; the same scaler always gives the same bytes. */
    public void write(Path file) throws IOException {
        new ScalerFile(kind, missing, centres, units, constant).write(file);
    }

    /**
     * Reads a file of {@link #write}.
     *
     * @throws DataFileException if the file is not exactly such a file
     */
    public static Scaler read(Path file) throws IOException {
        ScalerFile content = ScalerFile.read(file);
        return new Scaler(content.kind(), content.missing(), content.centres(), content.units(), content.constant());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Scaler that
                && kind == that.kind
                && missing == that.missing
                && Arrays.equals(centres, that.centres)
                && Arrays.equals(units, that.units)
                && Arrays.equals(constant, that.constant);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(centres) + Arrays.hashCode(units);
    }

    @Override
    public String toString() {
        return "Scaler[" + kind + ", " + columns() + " columns]";
    }
}
