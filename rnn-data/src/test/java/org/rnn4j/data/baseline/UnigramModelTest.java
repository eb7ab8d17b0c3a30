package org.rnn4j.data.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class UnigramModelTest {
    private static final double TINY = 1e-12;

    @Test
    void probabilities_areCountsWithOneAdded() {
        UnigramModel model = UnigramModel.of(new int[] {2, 2, 0, 2}, 4); // of 8: 2, 1, 4, 1
        assertThat(model.nats(0)).isCloseTo(StrictMath.log(4), within(TINY));
        assertThat(model.nats(1)).isCloseTo(StrictMath.log(8), within(TINY));
        assertThat(model.nats(2)).isCloseTo(StrictMath.log(2), within(TINY));
        assertThat(model.meanNats(new int[] {1, 2, 0})).isCloseTo(StrictMath.log(8) / 2, within(TINY));
    }

    @Test
    void modelOfNoText_isUniform() {
        assertThat(UnigramModel.of(new int[0], 50).meanNats(new int[] {1, 2, 3}))
                .isCloseTo(StrictMath.log(50), within(TINY));
    }

    @Test
    void wrongTokens_areErrors() {
        assertThatThrownBy(() -> UnigramModel.of(new int[] {1, 4}, 4))
                .hasMessage("UnigramModel: expected tokens from 0 to 3, but token 1 is 4");
        assertThatThrownBy(() -> UnigramModel.of(new int[0], 0)).hasMessageContaining("at least 1 token");
        UnigramModel model = UnigramModel.of(new int[] {1}, 2);
        assertThatThrownBy(() -> model.nats(2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> model.meanNats(new int[] {1})).hasMessageContaining("at least 2 tokens");
    }
}
