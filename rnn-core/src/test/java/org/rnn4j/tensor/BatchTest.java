package org.rnn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BatchTest {
    @Test
    void emptyBatch_isRefused() {
        assertThatThrownBy(() -> new Batch<>("x", "y", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Batch: expected at least 1 example, but got 0");
        assertThat(new Batch<>("x", "y", 1).size()).isEqualTo(1);
    }

    @Test
    void positionBeforeTheBeginning_isRefused() {
        assertThatThrownBy(() -> new BatchSource.Position(0, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BatchSource.Position(-1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("epoch -1, batch 0");
        assertThat(BatchSource.Position.START).isEqualTo(new BatchSource.Position(0, 0));
    }
}
