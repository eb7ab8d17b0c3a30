package org.rnn4j.examples.forecast;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.rnn4j.data.series.TimeStep;

/** Times as they are written in tables, and back. */
final class Times {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT);
    private static final DateTimeFormatter NANOSECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSSSSS", Locale.ROOT);

    private Times() {}

    /** A date with or without a time of day, or a month; empty if it is none of them. */
    static Optional<LocalDateTime> parse(String text) {
        try {
            if (text.length() == "2016-07".length()) {
                return Optional.of(YearMonth.parse(text).atDay(1).atStartOfDay());
            }
            if (text.length() == "2016-07-01".length()) {
                return Optional.of(LocalDate.parse(text).atStartOfDay());
            }
            return Optional.of(LocalDateTime.parse(text.replace(' ', 'T')));
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }

    /** A time, as exact as the step needs. */
    static String format(LocalDateTime time, TimeStep step) {
        if (step.months() > 0) {
            return YearMonth.from(time).toString();
        }
        Duration duration = step.duration();
        if (isWhole(duration, ChronoUnit.DAYS)) {
            return time.toLocalDate().toString();
        }
        if (isWhole(duration, ChronoUnit.MINUTES)) {
            return MINUTES.format(time);
        }
        if (isWhole(duration, ChronoUnit.SECONDS)) {
            return SECONDS.format(time);
        }
        return (isWhole(duration, ChronoUnit.MILLIS) ? MILLISECONDS : NANOSECONDS).format(time);
    }

    private static boolean isWhole(Duration duration, ChronoUnit unit) {
        return duration.truncatedTo(unit).equals(duration);
    }
}
