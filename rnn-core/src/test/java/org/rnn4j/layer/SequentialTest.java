package org.rnn4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.RandomKey;

class SequentialTest {
    private static final RandomKey KEY = RandomKey.of(1);

    @Test
    void sequential_namesByPosition() {
        Sequential sequential =
                Sequential.of(new Linear(2, 3, KEY), Activation.relu(), new LayerNorm(3), new Dropout(0.1));
        assertThat(sequential.parameters().asMap().keySet())
                .containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
        assertThat(sequential).hasToString("Sequential[Linear(2 -> 3), Activation.relu, LayerNorm(3), Dropout(0.1)]");
        assertThatThrownBy(Sequential::of).hasMessage("Sequential: expected at least 1 layer, but got none");
    }
}
