package org.rnn4j.data.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.BatchSource.Position;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

class PairedBatchesTest {
    private static BatchSource<Batch<TokenBatch, int[]>> numbers(int count, String key) {
        List<int[]> texts = new ArrayList<>();
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            texts.add(new int[] {i});
            labels[i] = i;
        }
        return TokenBatches.of(texts, labels, 2).shuffled(RandomKey.of(1).child(key));
    }

    private static BatchSource<PairedBatches.Pair<Batch<TokenBatch, int[]>, Batch<TokenBatch, int[]>>> pairs() {
        return PairedBatches.of(numbers(6, "first"), numbers(10, "second"));
    }

    private static List<String> read(int from, int batches) {
        var source = pairs();
        source.restore(new Position(from / 3, from % 3));
        List<String> read = new ArrayList<>();
        for (int i = from; i < from + batches; i++) {
            source.restore(i % 3 == 0 ? new Position(i / 3, 0) : source.position());
            var pair = source.next();
            read.add(pair.first().target()[0] + "/" + pair.second().target()[0]);
        }
        return read;
    }

    @Test
    void second_goesThroughItsOwnEpochs() {
        List<Integer> ofSecond = new ArrayList<>();
        var source = pairs();
        for (int epoch = 0; epoch < 5; epoch++) {
            source.restore(new Position(epoch, 0));
            while (source.hasNext()) {
                for (int label : source.next().second().target()) {
                    ofSecond.add(label);
                }
            }
        }
        assertThat(ofSecond).hasSize(30); // three epochs of ten
        for (int epoch = 0; epoch < 3; epoch++) {
            assertThat(ofSecond.subList(10 * epoch, 10 * epoch + 10)).doesNotHaveDuplicates();
        }
        assertThat(source.batchesPerEpoch()).isEqualTo(3);
        assertThat(source.examplesPerEpoch()).isEqualTo(6);
    }

    @Test
    void restore_continuesBothSources() {
        List<String> whole = read(0, 12);
        for (int from = 0; from < 12; from++) {
            assertThat(read(from, 12 - from)).isEqualTo(whole.subList(from, 12));
        }
    }
}
