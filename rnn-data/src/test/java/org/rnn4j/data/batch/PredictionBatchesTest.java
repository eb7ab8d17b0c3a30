package org.rnn4j.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

class PredictionBatchesTest {
    private static List<int[]> texts(int count) {
        RandomStream random = RandomKey.of(4).stream();
        List<int[]> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] text = new int[1 + random.nextInt(12)];
            Arrays.setAll(text, t -> random.nextInt(100));
            texts.add(text);
        }
        return texts;
    }

    /** A model that answers each text with its first token and its length. */
    private static Tensor firstAndLength(TokenBatch batch) {
        Tensor output = Tensor.zeros(batch.batch(), 2);
        for (int b = 0; b < batch.batch(); b++) {
            output.set(batch.lengths().get(b) == 0 ? -1 : batch.id(0, b), b, 0);
            output.set(batch.lengths().get(b), b, 1);
        }
        return output;
    }

    @Test
    void outputs_standInTheCallersOrder() {
        List<int[]> texts = texts(101);
        for (int batchSize : new int[] {1, 7, 101, 1000}) {
            Tensor outputs =
                    PredictionBatches.ofTokens(texts, batchSize).predict(PredictionBatchesTest::firstAndLength);
            assertThat(outputs.shape()).containsExactly(101, 2);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(outputs.get(i, 0)).isEqualTo(texts.get(i)[0]);
                assertThat(outputs.get(i, 1)).isEqualTo(texts.get(i).length);
            }
        }
    }

    @Test
    void batches_areSortedByLengthWithTheirPositions() {
        List<int[]> texts = texts(50);
        List<Integer> lengths = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        for (PredictionBatch<TokenBatch> batch : PredictionBatches.ofTokens(texts, 8)) {
            for (int b = 0; b < batch.positions().length; b++) {
                int position = batch.positions()[b];
                positions.add(position);
                lengths.add(batch.input().lengths().get(b));
                assertThat(batch.input().lengths().get(b)).isEqualTo(texts.get(position).length);
            }
        }
        assertThat(lengths).isSorted();
        assertThat(positions).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void rowsOfAnyRank_arePutTogether() {
        List<float[][]> series = List.of(new float[][] {{1}, {2}}, new float[][] {{3}});
        assertThat(PredictionBatches.ofSeries(series, 1).predict(batch -> Tensor.vector(batch.time())))
                .isEqualTo(Tensor.vector(2, 1));
        assertThat(PredictionBatches.ofSeries(series, 1)
                        .predict(batch -> Tensor.of(new float[] {batch.time(), 1, 2, 3}, 1, 2, 2))
                        .shape())
                .containsExactly(2, 2, 2);
    }

    @Test
    void emptySequences_areRefusedUnlessAllowed() {
        List<int[]> texts = List.of(new int[] {1, 2}, new int[0]);
        PredictionBatches<TokenBatch> batches = PredictionBatches.ofTokens(texts, 4);
        assertThatThrownBy(() -> batches.predict(PredictionBatchesTest::firstAndLength))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sequence 1 has no steps");
        assertThat(batches.allowingEmpty().predict(PredictionBatchesTest::firstAndLength))
                .isEqualTo(Tensor.matrix(new float[][] {{1, 2}, {-1, 0}}));
    }

    @Test
    void outputsThatDoNotFit_areRefused() {
        PredictionBatches<TokenBatch> batches = PredictionBatches.ofTokens(texts(5), 2);
        assertThatThrownBy(() -> batches.predict(batch -> Tensor.zeros(1, 3)))
                .hasMessageContaining("each of the 2 sequences of a batch, but got shape [1, 3]");
        assertThatThrownBy(() -> batches.predict(batch -> Tensor.of(new float[1])))
                .hasMessageContaining("shape []");
        int[] calls = {0};
        assertThatThrownBy(() -> batches.predict(batch -> Tensor.zeros(batch.batch(), 3 + calls[0]++)))
                .hasMessageContaining("rows of one shape")
                .hasMessageContaining("[2, 4]");
        assertThatThrownBy(() -> PredictionBatches.ofTokens(List.of(), 2).predict(batch -> Tensor.zeros(1)))
                .hasMessageContaining("at least 1 sequence");
    }
}
