package org.rnn4j.data.baseline;

/**
 * The forecast that costs nothing and is hard to beat: the last season once more, {@code y[t + h] = y[t + h - k * season]}
 * with the smallest k that reaches into the past.
 *
 * @param season the steps after which the series resembles itself, at least 1
 */
public record NaiveForecast(int season) {
    /** Checks the season. */
    public NaiveForecast {
        if (season < 1) {
            throw new IllegalArgumentException(
                    "NaiveForecast: expected a season of at least 1 step, but got " + season);
        }
    }

    /** Persistence: the last value once more, at every step. */
    public static NaiveForecast persistence() {
        return new NaiveForecast(1);
    }

    /** The last season once more. */
    public static NaiveForecast seasonal(int season) {
        return new NaiveForecast(season);
    }

    /**
     * The forecast for the steps {@code gap + 1} to {@code gap + horizon} after a row.
     *
     * @param series the series
     * @param last the row of the last value seen
     * @throws IllegalArgumentException if fewer values than a season were seen
     */
    public float[] forecast(float[] series, int last, int gap, int horizon) {
        if (last >= series.length || last + 1 < season || gap < 0 || horizon < 1) {
            throw new IllegalArgumentException("NaiveForecast: expected a row behind at least " + season
                    + " - 1 others of"
                    + " the " + series.length + ", a gap of at least 0 and a horizon of at least 1, but got row " + last
                    + ", gap " + gap + " and horizon " + horizon);
        }
        float[] forecast = new float[horizon];
        for (int h = 0; h < horizon; h++) {
            forecast[h] = series[last + 1 - season + (gap + h) % season];
        }
        return forecast;
    }

    /**
     * The mean absolute error of the forecast one season ahead over rows {@code from} to {@code to - 1}, with the
     * forecasts too taken from these rows: the divisor of the mean absolute scaled error (Hyndman and Koehler 2006), when
     * the rows are the training rows. NaN values are left out.
     *
     * @throws IllegalArgumentException if the rows are no more than a season
     */
    public double meanAbsoluteError(float[] series, int from, int to) {
        double sum = 0;
        int count = 0;
        for (int t = from + season; t < to; t++) {
            double error = Math.abs((double) series[t] - series[t - season]);
            if (!Double.isNaN(error)) {
                sum += error;
                count++;
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("NaiveForecast: expected more rows than a season of " + season
                    + ", but rows " + from + " to " + to + " have no pair of values a season apart");
        }
        return sum / count;
    }
}
