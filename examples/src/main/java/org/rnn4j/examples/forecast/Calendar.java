package org.rnn4j.examples.forecast;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.rnn4j.data.series.CalendarFeature;
import org.rnn4j.data.series.TimeStep;

/** Which calendar features a series gets. */
final class Calendar {
    private static final long DAY = 86_400;
    private static final Map<CalendarFeature, Long> CYCLES = cycles();

    /** A cycle that was seen only once cannot be told from a trend. */
    private static final int FEWEST_CYCLES = 2;

    private Calendar() {}

    private static Map<CalendarFeature, Long> cycles() {
        Map<CalendarFeature, Long> cycles = new EnumMap<>(CalendarFeature.class);
        cycles.put(CalendarFeature.TIME_OF_DAY, DAY);
        cycles.put(CalendarFeature.TIME_OF_WEEK, 7 * DAY);
        cycles.put(CalendarFeature.MONTH_OF_YEAR, 366 * DAY);
        cycles.put(CalendarFeature.DAY_OF_YEAR, 366 * DAY);
        return cycles;
    }

    /** The features whose cycle is longer than a step and is seen at least twice in these times. */
    static List<CalendarFeature> of(List<LocalDateTime> times, TimeStep step) {
        long span = Duration.between(times.get(0), times.get(times.size() - 1)).toSeconds();
        List<CalendarFeature> features = new ArrayList<>();
        CYCLES.forEach((feature, cycle) -> {
            boolean fits = feature == CalendarFeature.MONTH_OF_YEAR
                    ? step.months() > 0
                    : step.months() == 0 && step.duration().toSeconds() < cycle;
            if (fits && span >= FEWEST_CYCLES * cycle) {
                features.add(feature);
            }
        });
        return features;
    }

    /**
     * The steps of the season one expects of such a series: a day of hours, a year of days or months; else 1. A series with
     * steps below a second does not go on for days.
     */
    static int season(TimeStep step) {
        if (step.months() > 0) {
            return (int) Math.max(1, 12 / step.months());
        }
        if (step.duration().toSeconds() == 0) {
            return 1;
        }
        long cycle = step.duration().toSeconds() < DAY ? DAY : 365 * DAY;
        return (int) Math.max(1, Duration.ofSeconds(cycle).dividedBy(step.duration()));
    }
}
