package org.rnn4j.data.series;

/**
 * A series and what goes with it, a row for each time step: {@code [time][column]}. The arrays are kept, not copied.
 *
 * @param observed what is seen up to the moment of a prediction, usually the targets too; at least 1 column
 * @param known what is known in advance, for the steps to predict too, such as calendar features; it may have no column
 * @param targets what is to be predicted; at least 1 column
 */
public record CovariateSeries(float[][] observed, float[][] known, float[][] targets) {
    /** Checks that the three have as many rows and the rows of each as many columns. */
    public CovariateSeries {
        requireRows("observed", observed, observed.length, 1);
        requireRows("known", known, observed.length, 0);
        requireRows("targets", targets, observed.length, 1);
    }

    private static void requireRows(String part, float[][] rows, int count, int fewestColumns) {
        if (rows.length != count || count == 0) {
            throw new IllegalArgumentException(
                    "CovariateSeries: expected at least 1 row, and as many in every part, but " + part + " has "
                            + rows.length + " rows and observed has " + count);
        }
        int columns = rows[0].length;
        for (int t = 0; t < count; t++) {
            if (rows[t].length != columns || columns < fewestColumns) {
                throw new IllegalArgumentException("CovariateSeries: expected at least " + fewestColumns
                        + " columns in " + part + " and as many in every row, but row 0 has " + columns + " and row "
                        + t + " has " + rows[t].length);
            }
        }
    }

    /** The number of time steps. */
    public int steps() {
        return observed.length;
    }
}
