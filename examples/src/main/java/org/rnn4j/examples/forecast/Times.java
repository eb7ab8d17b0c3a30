package org.rnn4j.examples.forecast;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.rnn4j.data.series.TimeStep;

/** Times as they are written in tables, and back. */
final class Times {
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final long DAY = 86_400;

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
        return step.seconds() % DAY == 0 ? time.toLocalDate().toString() : MINUTES.format(time);
    }
}
