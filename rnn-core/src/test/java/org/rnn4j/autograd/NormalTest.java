package org.rnn4j.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "0.5, 0.4795001221869535",
        "1, 0.15729920705028513",
        "2, 0.004677734981047266",
        "3, 2.209049699858544e-05",
        "5, 1.5374597944280349e-12",
        "10, 2.088487583762545e-45",
        "-1, 1.8427007929497148"
    })
    void erfc_agreesWithPublishedValues(double x, double expected) {
        assertThat(Normal.erfc(x) / expected).isCloseTo(1, within(1e-12));
    }

    @Test
    void seriesAndFraction_meet() {
        double below = Normal.erfc(Math.nextDown(2.5));
        assertThat(Normal.erfc(2.5) / below).isCloseTo(1, within(1e-12));
    }

    @Test
    void cumulative_isMonotonic() {
        double previous = 0;
        for (double x = -8; x <= 8; x += 0.01) {
            double next = Normal.cumulative(x);
            assertThat(next).isGreaterThanOrEqualTo(previous);
            previous = next;
        }
        assertThat(previous).isCloseTo(1, within(1e-14));
        assertThat(Normal.cumulative(Double.NaN)).isNaN();
    }
}
