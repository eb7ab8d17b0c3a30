package org.rnn4j.data.archive;

import java.util.List;

/**
 * A series and what it is.
 *
 * @param values the values {@code [time][feature]}; a missing one is NaN
 * @param label its class, as the file has it
 */
public record LabelledSeries(float[][] values, String label) {
    /** The series of several, in order, as batches take them. */
    public static List<float[][]> values(List<LabelledSeries> all) {
        return all.stream().map(LabelledSeries::values).toList();
    }

    /** The labels of several, in order. */
    public static List<String> labels(List<LabelledSeries> all) {
        return all.stream().map(LabelledSeries::label).toList();
    }

    /** The number of steps. */
    public int length() {
        return values.length;
    }

    /** Whether a value is missing. */
    public boolean hasMissing() {
        for (float[] step : values) {
            for (float value : step) {
                if (Float.isNaN(value)) {
                    return true;
                }
            }
        }
        return false;
    }
}
