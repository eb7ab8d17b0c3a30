package org.rnn4j.optim.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DigitsTest {
    @Test
    void numbers_areRoundedAndPlain() {
        assertThat(Digits.significant(0.1 + 0.2, 9)).isEqualTo("0.3");
        assertThat(Digits.significant(2.0 / 3, 4)).isEqualTo("0.6667");
        assertThat(Digits.significant(1_234_567, 4)).isEqualTo("1235000");
        assertThat(Digits.significant(2e-3, 9)).isEqualTo("0.002");
        assertThat(Digits.significant(0, 9)).isEqualTo("0");
        assertThat(Digits.significant(-1.5, 9)).isEqualTo("-1.5");
    }

    @Test
    void extremeNumbers_stayShort() {
        assertThat(Digits.significant(1e-30, 9)).isEqualTo("1E-30");
        assertThat(Digits.significant(1e300, 9)).isEqualTo("1E+300");
        assertThat(Digits.significant(Double.NaN, 9)).isEqualTo("NaN");
        assertThat(Digits.significant(Double.NEGATIVE_INFINITY, 9)).isEqualTo("-Infinity");
    }
}
