package org.rnn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LengthsTest {
    @Test
    void figures_areThoseOfTheLengths() {
        Lengths lengths = Lengths.of(3, 0, 5);
        assertThat(lengths.batch()).isEqualTo(3);
        assertThat(lengths.get(2)).isEqualTo(5);
        assertThat(lengths.max()).isEqualTo(5);
        assertThat(lengths.total()).isEqualTo(8);
        assertThat(lengths).isEqualTo(Lengths.of(3, 0, 5)).isNotEqualTo(Lengths.of(3, 5, 0));
        assertThat(lengths).hasSameHashCodeAs(Lengths.of(3, 0, 5)).hasToString("Lengths[3, 0, 5]");
    }

    @Test
    void areAll_tellsWhetherThereIsPadding() {
        assertThat(Lengths.full(2, 4).areAll(4)).isTrue();
        assertThat(Lengths.full(2, 4).areAll(5)).isFalse();
        assertThat(Lengths.of(3, 5).areAll(4)).isFalse();
        assertThat(Lengths.of().areAll(4)).isTrue();
    }

    @Test
    void lengths_cannotBeChangedFromOutside() {
        int[] array = {1, 2};
        Lengths lengths = Lengths.of(array);
        array[0] = 9;
        lengths.toArray()[1] = 9;
        assertThat(lengths).isEqualTo(Lengths.of(1, 2));
    }

    @Test
    void negativeOrTooManySteps_areRefused() {
        assertThatThrownBy(() -> Lengths.of(1, -2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Lengths: every length must be at least 0, but length 1 is -2");
        assertThatThrownBy(() -> Lengths.of(Integer.MAX_VALUE, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2147483648 steps");
    }

    @Test
    void lengthsThatDoNotFit_areRefusedByName() {
        Lengths lengths = Lengths.of(3, 5);
        assertThatCode(() -> lengths.requireFit("Encoder", 5, 2)).doesNotThrowAnyException();
        assertThatThrownBy(() -> lengths.requireFit("Encoder", 4, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Encoder: sequence 1 has length 5, but the batch has only 4 time steps");
        assertThatThrownBy(() -> lengths.requireFit("Encoder", 5, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 sequences, but got 2 lengths");
    }
}
