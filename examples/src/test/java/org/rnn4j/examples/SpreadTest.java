package org.rnn4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void spread_isMeanAndSampleDeviation() {
        Spread spread = new Spread(List.of(1.0, 2.0, 6.0));
        assertThat(spread.mean()).isEqualTo(3);
        assertThat(spread.deviation()).isCloseTo(Math.sqrt(7), within(1e-12));
        assertThat(spread).hasToString("3.0000 +- 2.6458");
        assertThat(spread.toJson().number("sd")).isEqualTo(spread.deviation());
    }

    @Test
    void singleFigure_hasNoDeviation_andNoneIsRefused() {
        assertThat(new Spread(List.of(4.0)).deviation()).isZero();
        assertThatThrownBy(() -> new Spread(List.of())).hasMessageContaining("expected at least 1 figure");
    }
}
