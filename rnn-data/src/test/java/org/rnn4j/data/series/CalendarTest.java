package org.rnn4j.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calendar features and the step of a time axis. */
class CalendarTest {
    private static List<LocalDateTime> times(String... times) {
        return Arrays.stream(times).map(LocalDateTime::parse).toList();
    }

    private static float[] features(CalendarFeature feature, String time) {
        return CalendarFeature.rows(times(time), List.of(feature))[0];
    }

    @Test
    void features_goAroundTheirCycle() {
        assertThat(features(CalendarFeature.TIME_OF_DAY, "2020-03-01T06:00:00"))
                .containsExactly(new float[] {1, 0}, within(1e-6f));
        assertThat(features(CalendarFeature.TIME_OF_WEEK, "2024-01-01T00:00:00"))
                .containsExactly(0, 1); // a Monday
        assertThat(features(CalendarFeature.MONTH_OF_YEAR, "2024-07-31T00:00:00"))
                .containsExactly(new float[] {0, -1}, within(1e-6f));
        assertThat(features(CalendarFeature.DAY_OF_YEAR, "2023-01-01T00:00:00")).containsExactly(0, 1);
        float[] lastLeapDay = features(CalendarFeature.DAY_OF_YEAR, "2024-12-31T12:00:00");
        assertThat(lastLeapDay[0]).isCloseTo((float) -Math.sin(Math.PI / 366), within(1e-6f));
    }

    @Test
    void rows_holdSineAndCosineOfEachFeature() {
        float[][] rows = CalendarFeature.rows(
                times("2024-01-01T06:00:00", "2024-07-01T00:00:00"),
                List.of(CalendarFeature.TIME_OF_DAY, CalendarFeature.MONTH_OF_YEAR));
        assertThat(rows).hasDimensions(2, 4);
        assertThat(rows[0]).containsExactly(new float[] {1, 0, 0, 1}, within(1e-6f));
        assertThat(rows[1]).containsExactly(new float[] {0, 1, 0, -1}, within(1e-6f));
    }

    @Test
    void phases_countPartsOfASecond() {
        LocalDateTime time = LocalDateTime.parse("2024-01-01T00:00:00.0864"); // a millionth of a day
        assertThat(CalendarFeature.TIME_OF_DAY.phase(time)).isEqualTo(1e-6);
        assertThat(CalendarFeature.TIME_OF_WEEK.phase(time)).isEqualTo(1e-6 / 7);
        assertThat(CalendarFeature.DAY_OF_YEAR.phase(time)).isEqualTo(1e-6 / 366);
    }

    @Test
    void phasesOfWholeSeconds_areTheNearestToTheirPartOfTheDay() {
        LocalDateTime midnight = LocalDateTime.parse("2024-01-01T00:00:00");
        for (int second = 0; second < 86_400; second++) {
            assertThat(CalendarFeature.TIME_OF_DAY.phase(midnight.plusSeconds(second)))
                    .isEqualTo(second / 86_400d);
        }
    }

    @Test
    void mostFrequentStep_isFoundAmongIrregularOnes() {
        List<LocalDateTime> days =
                times("2024-02-27T00:00", "2024-02-28T00:00", "2024-03-01T00:00", "2024-03-02T00:00");
        TimeStep day = TimeStep.mostFrequent(days);
        assertThat(day).isEqualTo(TimeStep.of(Duration.ofDays(1)));
        assertThat(day.countIrregular(days)).isEqualTo(1);
        assertThat(day.after(LocalDateTime.parse("2024-02-28T00:00"), 2)).isEqualTo("2024-03-01T00:00");
    }

    @Test
    void monthsOfUnequalLength_areOneStep() {
        List<LocalDateTime> months = times("2024-01-01T00:00", "2024-02-01T00:00", "2024-03-01T00:00");
        TimeStep month = TimeStep.mostFrequent(months);
        assertThat(month).isEqualTo(TimeStep.ofMonths(1));
        assertThat(month.countIrregular(months)).isZero();
        assertThat(month.after(months.get(2), 11)).isEqualTo("2025-02-01T00:00");
    }

    @Test
    void stepsWithPartsOfASecond_areExact() {
        List<LocalDateTime> times = times(
                "2024-01-01T00:00:00", "2024-01-01T00:00:00.004", "2024-01-01T00:00:00.008", "2024-01-01T00:00:00.020");
        TimeStep step = TimeStep.mostFrequent(times);
        assertThat(step).isEqualTo(TimeStep.of(Duration.ofMillis(4)));
        assertThat(step.countIrregular(times)).isEqualTo(1);
        assertThat(step.after(times.get(3), 250)).isEqualTo("2024-01-01T00:00:01.020");

        List<LocalDateTime> oneAndAHalf = times("2024-01-01T00:00:00", "2024-01-01T00:00:01.5", "2024-01-01T00:00:03");
        assertThat(TimeStep.mostFrequent(oneAndAHalf).countIrregular(oneAndAHalf))
                .isZero();
        List<LocalDateTime> shortest = times("2024-01-01T00:00:00", "2024-01-01T00:00:00.000000001");
        assertThat(TimeStep.mostFrequent(shortest).countIrregular(shortest)).isZero();
    }

    @Test
    void timesOutOfOrder_areRefused() {
        assertThatThrownBy(() -> TimeStep.mostFrequent(times("2024-01-02T00:00", "2024-01-02T00:00")))
                .hasMessage("TimeStep: expected times in ascending order, but time 1, 2024-01-02T00:00, is not after"
                        + " 2024-01-02T00:00");
        assertThatThrownBy(() -> TimeStep.mostFrequent(times("2024-01-02T00:00")))
                .hasMessageContaining("at least 2 times");
        assertThatThrownBy(() -> new TimeStep(1, Duration.ofSeconds(1))).hasMessageContaining("but got 1 and PT1S");
        assertThatThrownBy(() -> TimeStep.of(Duration.ZERO)).hasMessageContaining("but got 0 and PT0S");
        assertThatThrownBy(() -> TimeStep.of(Duration.ofMillis(-1))).hasMessageContaining("but got 0 and PT-0.001S");
        assertThatThrownBy(() -> TimeStep.ofMonths(-1)).hasMessageContaining("but got -1 and PT0S");
    }
}
