package org.rnn4j.data.series;

/** What a {@link Scaler} takes as the centre of a column and as its unit. */
public enum ScalerKind {
    /** The mean, and the standard deviation of the population: mean 0 and variance 1. */
    STANDARD,

    /** The smallest value, and the largest less the smallest: from 0 to 1. */
    MIN_MAX,

    /** The median, and the upper less the lower quartile, which outliers do not move. */
    ROBUST;

    /** Centre and unit of these values, of which there is at least one. */
    double[] fit(double[] sorted) {
        return switch (this) {
            case STANDARD -> standard(sorted);
            case MIN_MAX -> new double[] {sorted[0], sorted[sorted.length - 1] - sorted[0]};
            case ROBUST -> new double[] {quantile(sorted, 0.5), quantile(sorted, 0.75) - quantile(sorted, 0.25)};
        };
    }

    private static double[] standard(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return new double[] {mean, values[0] == values[values.length - 1] ? 0 : Math.sqrt(squares / values.length)};
    }

    /** Between the two neighbours in proportion, as spreadsheets do. */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
