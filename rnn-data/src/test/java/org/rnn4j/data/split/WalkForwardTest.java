package org.rnn4j.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Splits that keep the order of time. */
class WalkForwardTest {
    @Test
    void expandingFolds_learnFromEverythingBefore() {
        assertThat(WalkForward.expanding(20, 10, 3, 2))
                .containsExactly(
                        new WalkForward.Fold(0, 8, 10, 14),
                        new WalkForward.Fold(0, 12, 14, 17),
                        new WalkForward.Fold(0, 15, 17, 20));
    }

    @Test
    void slidingFolds_learnFromTheLastRows() {
        assertThat(WalkForward.sliding(20, 10, 2, 0, 6))
                .containsExactly(new WalkForward.Fold(4, 10, 10, 15), new WalkForward.Fold(9, 15, 15, 20));
    }

    @Test
    void senselessSizes_areRefused() {
        assertThatThrownBy(() -> WalkForward.expanding(20, 2, 1, 2)).hasMessageContaining("a gap of 2");
        assertThatThrownBy(() -> WalkForward.expanding(20, 18, 3, 0)).hasMessageContaining("3 folds");
        assertThatThrownBy(() -> WalkForward.sliding(20, 10, 2, 0, 0)).hasMessageContaining("a window of at least 1");
        assertThatThrownBy(() -> new WalkForward.Fold(0, 5, 4, 6)).hasMessageContaining("test rows behind them");
    }

    @Test
    void chronologicalSplit_keepsTheOrder() {
        Split split = Split.chronological(10, new Fractions(0.6, 0.2, 0.2));
        assertThat(split.train()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(split.validation()).containsExactly(6, 7);
        assertThat(split.test()).containsExactly(8, 9);
        assertThatThrownBy(() -> Split.chronological(2, new Fractions(0.6, 0.2, 0.2)))
                .hasMessage("Split: 2 examples leave none for the test part (fraction 0.2)");
    }
}
