package org.rnn4j.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.BatchSource.Position;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

class BalancedBatchesTest {
    private static final RandomKey KEY = RandomKey.of(1);

    /** 80 examples of class 0, 15 of class 1, 5 of class 7; the target of an example is its own number. */
    private static final int[] LABELS = IntStream.range(0, 100)
            .map(i -> i % 20 == 0 ? 7 : i % 20 < 4 ? 1 : 0)
            .toArray();

    private static Batches<TokenBatch, int[]> batches() {
        List<int[]> texts =
                IntStream.range(0, 100).mapToObj(i -> new int[] {i + 1}).toList();
        return TokenBatches.of(texts, IntStream.range(0, 100).toArray(), 8);
    }

    private static List<Integer> epoch(BatchSource<Batch<TokenBatch, int[]>> source, long epoch) {
        source.restore(new Position(epoch, 0));
        List<Integer> drawn = new ArrayList<>();
        while (source.hasNext()) {
            IntStream.of(source.next().target()).forEach(drawn::add);
        }
        return drawn;
    }

    @Test
    void classes_comeEquallyOften() {
        BatchSource<Batch<TokenBatch, int[]>> source = batches().balanced(LABELS, KEY);
        assertThat(source.examplesPerEpoch()).isEqualTo(100);
        Map<Integer, Integer> ofAllEpochs = new TreeMap<>();
        for (long epoch = 0; epoch < 30; epoch++) {
            Map<Integer, Integer> counts = new TreeMap<>();
            epoch(source, epoch).forEach(i -> counts.merge(LABELS[i], 1, Integer::sum));
            assertThat(counts.keySet()).containsExactly(0, 1, 7);
            assertThat(counts.values()).allMatch(count -> count == 33 || count == 34);
            counts.forEach((label, count) -> ofAllEpochs.merge(label, count, Integer::sum));
        }
        assertThat(ofAllEpochs.values()).allMatch(count -> count > 33 * 30 && count < 34 * 30);
    }

    @Test
    void examplesOfSmallClasses_comeAgainOnlyAfterAllOthers() {
        Map<Integer, Integer> counts = new TreeMap<>();
        epoch(batches().balanced(LABELS, KEY), 3).forEach(i -> counts.merge(i, 1, Integer::sum));
        IntStream.range(0, 100).forEach(i -> {
            int count = counts.getOrDefault(i, 0);
            int least = LABELS[i] == 0 ? 0 : LABELS[i] == 1 ? 2 : 6;
            assertThat(count).as("example %d of class %d", i, LABELS[i]).isBetween(least, least + 1);
        });
    }

    @Test
    void epochs_differAndComeAgain() {
        BatchSource<Batch<TokenBatch, int[]>> source = batches().balanced(LABELS, KEY);
        List<Integer> first = epoch(source, 0);
        assertThat(epoch(source, 1)).isNotEqualTo(first);
        assertThat(epoch(source, 0)).isEqualTo(first);
        source.restore(new Position(0, 5));
        assertThat(source.next().target())
                .containsExactly(first.subList(40, 48).stream().mapToInt(i -> i).toArray());
    }

    @Test
    void onlyChosenExamples_areDrawn() {
        List<Integer> drawn = epoch(batches().only(new int[] {0, 1, 2, 3, 4, 5}).balanced(LABELS, KEY), 0);
        assertThat(drawn).hasSize(6).contains(0).allMatch(i -> i < 6);
        assertThatThrownBy(() -> batches().balanced(new int[6], KEY)).hasMessageContaining("100 sequences, but got 6");
    }
}
