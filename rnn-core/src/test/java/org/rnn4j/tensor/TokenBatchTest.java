package org.rnn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TokenBatchTest {
    @Test
    void sequences_becomeTimeMajorAndPadded() {
        TokenBatch batch = TokenBatch.of(new int[][] {{5, 6, 7}, {}, {8}}, -1);
        assertThat(batch.time()).isEqualTo(3);
        assertThat(batch.batch()).isEqualTo(3);
        assertThat(batch.lengths()).isEqualTo(Lengths.of(3, 0, 1));
        assertThat(batch.ids()).containsExactly(5, -1, 8, 6, -1, -1, 7, -1, -1);
        assertThat(batch.id(2, 0)).isEqualTo(7);
    }

    @Test
    void timeMajorIds_areCopied() {
        int[] ids = {1, 2, 3, 4};
        TokenBatch batch = TokenBatch.timeMajor(ids, 2, Lengths.of(2, 1));
        ids[0] = 9;
        assertThat(batch.id(0, 0)).isEqualTo(1);
        assertThat(batch.id(1, 1)).isEqualTo(4);
    }

    @Test
    void wrongSizesAndPositions_areRefused() {
        assertThatThrownBy(() -> TokenBatch.timeMajor(new int[5], 2, Lengths.of(2, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 x 2 ids")
                .hasMessageContaining("got 5");
        assertThatThrownBy(() -> TokenBatch.timeMajor(new int[4], 2, Lengths.of(3, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sequence 0 has length 3");
        TokenBatch batch = TokenBatch.of(new int[][] {{1}, {2}}, 0);
        for (int[] position : new int[][] {{1, 0}, {-1, 0}, {0, 2}, {0, -1}}) {
            assertThatThrownBy(() -> batch.id(position[0], position[1])).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }
}
