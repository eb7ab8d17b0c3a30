package org.rnn4j.data.series;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The time from one row of a series to the next: whole months, or a fixed duration, exact to the nanosecond.
 *
 * @param months the number of months, or 0
 * @param duration the duration, or 0
 */
public record TimeStep(long months, Duration duration) {
    /** Checks that exactly one of the two is above 0. */
    public TimeStep {
        if (months < 0 || duration.isNegative() || (months == 0) == duration.isZero()) {
            throw new IllegalArgumentException(
                    "TimeStep: expected either months or a duration above 0, but got " + months + " and " + duration);
        }
    }

    /** A step of so many months. */
    public static TimeStep ofMonths(long months) {
        return new TimeStep(months, Duration.ZERO);
    }

    /** A step of a fixed duration. */
    public static TimeStep of(Duration duration) {
        return new TimeStep(0, duration);
    }

    /**
     * The most frequent step of these times; the earliest one of equally frequent ones.
     *
     * @throws IllegalArgumentException if there are fewer than 2 times, or a time is not after the one before it
     */
    public static TimeStep mostFrequent(List<LocalDateTime> times) {
        if (times.size() < 2) {
            throw new IllegalArgumentException("TimeStep: expected at least 2 times, but got " + times.size());
        }
        Map<TimeStep, Integer> counts = new LinkedHashMap<>();
        for (int t = 1; t < times.size(); t++) {
            if (!times.get(t).isAfter(times.get(t - 1))) {
                throw new IllegalArgumentException("TimeStep: expected times in ascending order, but time " + t + ", "
                        + times.get(t) + ", is not after " + times.get(t - 1));
            }
            counts.merge(between(times.get(t - 1), times.get(t)), 1, Integer::sum);
        }
        Map.Entry<TimeStep, Integer> best = null;
        for (Map.Entry<TimeStep, Integer> entry : counts.entrySet()) {
            if (best == null || entry.getValue() > best.getValue()) {
                best = entry;
            }
        }
        return java.util.Objects.requireNonNull(best).getKey();
    }

    private static TimeStep between(LocalDateTime earlier, LocalDateTime later) {
        long months = ChronoUnit.MONTHS.between(earlier, later);
        return months > 0 && earlier.plusMonths(months).equals(later)
                ? ofMonths(months)
                : of(Duration.between(earlier, later));
    }

    /** The time so many steps later. */
    public LocalDateTime after(LocalDateTime time, long steps) {
        return months > 0
                ? time.plusMonths(StrictMath.multiplyExact(months, steps))
                : time.plus(duration.multipliedBy(steps));
    }

    /** How many of these times do not follow the one before them by this step. */
    public int countIrregular(List<LocalDateTime> times) {
        int irregular = 0;
        for (int t = 1; t < times.size(); t++) {
            irregular += after(times.get(t - 1), 1).equals(times.get(t)) ? 0 : 1;
        }
        return irregular;
    }
}
