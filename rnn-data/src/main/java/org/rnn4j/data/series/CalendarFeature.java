package org.rnn4j.data.series;

import java.time.LocalDateTime;
import java.util.List;

/**
 * A place in a cycle of the calendar as two numbers, sine and cosine of the angle, so that the end of the cycle lies beside
 * its beginning. Known in advance for every time.
 */
public enum CalendarFeature {
    /** The time of the day. */
    TIME_OF_DAY,

    /** The time of the week, which begins on Monday. */
    TIME_OF_WEEK,

    /** The month of the year. */
    MONTH_OF_YEAR,

    /** The day of the year; the year ends after its own 365 or 366 days. */
    DAY_OF_YEAR;

    private static final double NANOSECONDS_OF_DAY = 86_400e9;

    /** The part of the cycle that is over, from 0 to 1; the last nanoseconds of a year are rounded to 1. */
    double phase(LocalDateTime time) {
        double day = time.toLocalTime().toNanoOfDay() / NANOSECONDS_OF_DAY;
        return switch (this) {
            case TIME_OF_DAY -> day;
            case TIME_OF_WEEK -> (time.getDayOfWeek().getValue() - 1 + day) / 7;
            case MONTH_OF_YEAR -> (time.getMonthValue() - 1) / 12d;
            case DAY_OF_YEAR ->
                (time.getDayOfYear() - 1 + day) / time.toLocalDate().lengthOfYear();
        };
    }

    /** These features of each time, {@code [time][2 for each feature]}: sine, then cosine. */
    public static float[][] rows(List<LocalDateTime> times, List<CalendarFeature> features) {
        float[][] rows = new float[times.size()][2 * features.size()];
        for (int t = 0; t < rows.length; t++) {
            for (int f = 0; f < features.size(); f++) {
                double angle = 2 * Math.PI * features.get(f).phase(times.get(t));
                rows[t][2 * f] = (float) StrictMath.sin(angle);
                rows[t][2 * f + 1] = (float) StrictMath.cos(angle);
            }
        }
        return rows;
    }
}
