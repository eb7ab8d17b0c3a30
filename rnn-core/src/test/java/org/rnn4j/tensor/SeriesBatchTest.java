package org.rnn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SeriesBatchTest {
    @Test
    void batchFirstArrays_becomeTimeMajorAndPadded() {
        SeriesBatch batch = SeriesBatch.fromBatchFirst(new float[][][] {{{1, 2}, {3, 4}}, {}, {{5, 6}}});
        assertThat(batch.time()).isEqualTo(2);
        assertThat(batch.batch()).isEqualTo(3);
        assertThat(batch.features()).isEqualTo(2);
        assertThat(batch.lengths()).isEqualTo(Lengths.of(2, 0, 1));
        assertThat(batch.values().values()).containsExactly(1, 2, 0, 0, 5, 6, 3, 4, 0, 0, 0, 0);
    }

    @Test
    void full_hasNoPadding() {
        assertThat(SeriesBatch.full(Tensor.zeros(4, 2, 3)).lengths()).isEqualTo(Lengths.full(2, 4));
    }

    @Test
    void unevenFeatures_areRefusedWithTheirPlace() {
        assertThatThrownBy(() -> SeriesBatch.fromBatchFirst(new float[][][] {{{1, 2}}, {{1, 2}, {3}}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SeriesBatch: expected 2 features at every step, but sequence 1, step 1 has 1");
        assertThatThrownBy(() -> SeriesBatch.fromBatchFirst(new float[][][] {{}, {}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("number of features is unknown");
    }

    @Test
    void wrongRankOrLengths_areRefused() {
        assertThatThrownBy(() -> SeriesBatch.full(Tensor.zeros(4, 2))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SeriesBatch(Tensor.zeros(4, 2), Lengths.of(1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[time, batch, feature]");
        assertThatThrownBy(() -> new SeriesBatch(Tensor.zeros(4, 2, 3), Lengths.of(1, 5)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sequence 1 has length 5");
    }
}
