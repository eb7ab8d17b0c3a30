package org.rnn4j.data.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

class CopyMemoryTest {
    private static final RandomKey KEY = RandomKey.of(5);

    private static int[] row(TokenBatch batch, int b) {
        return IntStream.range(0, batch.time()).map(t -> batch.id(t, b)).toArray();
    }

    @Test
    void sequence_showsSymbolsAndAsksForThemAfterTheGap() {
        CopyMemory task = new CopyMemory(3, 2, 4);
        assertThat(task.steps()).isEqualTo(8);
        Batch<TokenBatch, TokenBatch> batch = task.batches(6, 1, KEY).next();
        for (int b = 0; b < 6; b++) {
            int first = batch.input().id(0, b);
            int second = batch.input().id(1, b);
            assertThat(first).isBetween(1, 3);
            assertThat(second).isBetween(1, 3);
            assertThat(row(batch.input(), b)).containsExactly(first, second, 0, 0, 0, 4, 0, 0);
            assertThat(row(batch.target(), b)).containsExactly(0, 0, 0, 0, 0, 0, first, second);
        }
    }

    @Test
    void usualTask_hasTenOfEightSymbols() {
        CopyMemory task = CopyMemory.of(100);
        assertThat(task.steps()).isEqualTo(120);
        assertThat(task.inputIds()).isEqualTo(10);
        assertThat(task.targetIds()).isEqualTo(9);
        assertThat(task.delimiter()).isEqualTo(9);
        assertThat(task.lossWithoutMemory()).isCloseTo(10 * 2.0794415 / 120, within(1e-7));
        Batch<TokenBatch, TokenBatch> batch = task.batches(30, 1, KEY).next();
        assertThat(IntStream.range(0, 30).map(b -> batch.input().id(0, b))).contains(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void batches_dependOnTheKeyAlone() {
        int[] ids = CopyMemory.of(5).batches(4, 2, KEY).next().input().ids();
        assertThat(CopyMemory.of(5).batches(4, 2, KEY).next().input().ids()).isEqualTo(ids);
        assertThat(CopyMemory.of(5)
                        .batches(4, 2, RandomKey.of(6))
                        .next()
                        .input()
                        .ids())
                .isNotEqualTo(ids);
    }

    @Test
    void senselessSizes_areRefused() {
        assertThatThrownBy(() -> new CopyMemory(1, 10, 5)).hasMessageContaining("but got 1, 10 and 5");
        assertThatThrownBy(() -> new CopyMemory(8, 0, 5)).hasMessageContaining("but got 8, 0 and 5");
        assertThatThrownBy(() -> new CopyMemory(8, 10, 0)).hasMessageContaining("but got 8, 10 and 0");
        assertThatThrownBy(() -> new CopyMemory(8, Integer.MAX_VALUE, 5)).hasMessageContaining("a sequence too long");
    }
}
