package org.rnn4j.data.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NaiveForecastTest {
    private static final float[] SERIES = {1, 2, 3, 11, 12, 13, 99, 99};

    @Test
    void persistence_repeatsTheLastValue() {
        assertThat(NaiveForecast.persistence().forecast(SERIES, 5, 0, 3)).containsExactly(13, 13, 13);
    }

    @Test
    void seasonalForecast_repeatsTheLastSeasonAndNothingLater() {
        NaiveForecast seasonal = NaiveForecast.seasonal(3);
        assertThat(seasonal.forecast(SERIES, 5, 0, 5)).containsExactly(11, 12, 13, 11, 12);
        assertThat(seasonal.forecast(SERIES, 5, 2, 2)).containsExactly(13, 11);
        assertThat(seasonal.forecast(SERIES, 2, 0, 1)).containsExactly(1);
    }

    @Test
    void meanAbsoluteError_isOverPairsASeasonApart() {
        float[] series = {1, 2, 4, 2, Float.NaN, 100};
        assertThat(NaiveForecast.persistence().meanAbsoluteError(series, 0, 5)).isEqualTo((1 + 2 + 2) / 3d);
        assertThat(NaiveForecast.seasonal(2).meanAbsoluteError(series, 0, 5)).isEqualTo((3 + 0) / 2d);
        assertThatThrownBy(() -> NaiveForecast.seasonal(5).meanAbsoluteError(series, 0, 5))
                .hasMessageContaining("more rows than a season of 5");
    }

    @Test
    void senselessRows_areRefused() {
        assertThatThrownBy(() -> NaiveForecast.seasonal(0)).hasMessageContaining("at least 1 step");
        assertThatThrownBy(() -> NaiveForecast.seasonal(3).forecast(SERIES, 1, 0, 1))
                .hasMessageContaining("row 1");
        assertThatThrownBy(() -> NaiveForecast.persistence().forecast(SERIES, 8, 0, 1))
                .hasMessageContaining("row 8");
    }
}
