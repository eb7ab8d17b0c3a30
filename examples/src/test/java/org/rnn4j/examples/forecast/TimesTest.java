package org.rnn4j.examples.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnn4j.data.series.CalendarFeature;
import org.rnn4j.data.series.MissingValues;
import org.rnn4j.data.series.Scaler;
import org.rnn4j.data.series.ScalerKind;
import org.rnn4j.data.series.TimeStep;

class TimesTest {
    private static final LocalDateTime TIME = LocalDateTime.parse("2024-03-01T06:30:15.004");

    private static String format(Duration step) {
        return Times.format(TIME, TimeStep.of(step));
    }

    @Test
    void times_areAsExactAsTheStep() {
        assertThat(Times.format(TIME, TimeStep.ofMonths(1))).isEqualTo("2024-03");
        assertThat(format(Duration.ofDays(7))).isEqualTo("2024-03-01");
        assertThat(format(Duration.ofMinutes(15))).isEqualTo("2024-03-01 06:30");
        assertThat(format(Duration.ofSeconds(90))).isEqualTo("2024-03-01 06:30:15");
        assertThat(format(Duration.ofMillis(4))).isEqualTo("2024-03-01 06:30:15.004");
        assertThat(format(Duration.ofNanos(1_500))).isEqualTo("2024-03-01 06:30:15.004000000");
        assertThat(Times.parse(format(Duration.ofMillis(4)))).contains(TIME);
    }

    @Test
    void savedSteps_keepPartsOfASecond() {
        Scaler scaler = Scaler.fit(ScalerKind.STANDARD, new float[][] {{1}, {2}}, MissingValues.REFUSE);
        for (TimeStep step : List.of(
                TimeStep.of(Duration.ofMillis(1_500)), TimeStep.of(Duration.ofHours(1)), TimeStep.ofMonths(3))) {
            Preparation preparation =
                    new Preparation(List.of("a"), "time", step, List.of(CalendarFeature.TIME_OF_DAY), false, scaler);
            assertThat(Preparation.of(preparation.toJson(), scaler).step()).isEqualTo(step);
        }
    }

    @Test
    void season_isADayOfStepsOfSecondsAndNoneBelow() {
        assertThat(Calendar.season(TimeStep.of(Duration.ofHours(1)))).isEqualTo(24);
        assertThat(Calendar.season(TimeStep.of(Duration.ofMillis(1_500)))).isEqualTo(57_600);
        assertThat(Calendar.season(TimeStep.of(Duration.ofMillis(4)))).isEqualTo(1);
        assertThat(Calendar.season(TimeStep.of(Duration.ofDays(1)))).isEqualTo(365);
        assertThat(Calendar.season(TimeStep.ofMonths(1))).isEqualTo(12);
    }
}
