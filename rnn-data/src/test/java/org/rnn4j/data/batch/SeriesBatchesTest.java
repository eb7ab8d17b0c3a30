package org.rnn4j.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

class SeriesBatchesTest {
    private static final List<float[][]> SERIES =
            List.of(new float[][] {{1, 2}, {3, 4}}, new float[][] {{5, 6}}, new float[][] {{7, 8}, {9, 10}, {11, 12}});

    @Test
    void series_becomeTimeMajorWithLengths() {
        Batch<SeriesBatch, int[]> batch =
                SeriesBatches.of(SERIES, new int[] {4, 5, 6}, 2).inOrder().next();
        assertThat(batch.input().values()).isEqualTo(Tensor.of(new float[] {1, 2, 5, 6, 3, 4, 0, 0}, 2, 2, 2));
        assertThat(batch.input().lengths().toArray()).containsExactly(2, 1);
        assertThat(batch.target()).containsExactly(4, 5);
    }

    @Test
    void rowTargets_followTheirSeries() {
        Tensor targets = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 3, 1, 2);
        BatchSource<Batch<SeriesBatch, Tensor>> source =
                SeriesBatches.of(SERIES, targets, 2).sortedByLength();
        assertThat(source.next().target()).isEqualTo(Tensor.of(new float[] {3, 4, 1, 2}, 2, 1, 2));
        assertThat(source.next().target()).isEqualTo(Tensor.of(new float[] {5, 6}, 1, 1, 2));
    }

    @Test
    void seriesAsTargets_arePaddedLikeInputs() {
        List<float[][]> answers = List.of(new float[][] {{1}, {2}}, new float[][] {{3}}, new float[][] {{4}, {5}});
        SeriesBatch target = Batches.of(Inputs.series(answers), Targets.series(answers), 2)
                .inOrder()
                .next()
                .target();
        assertThat(target.values()).isEqualTo(Tensor.of(new float[] {1, 3, 2, 0}, 2, 2, 1));
        assertThat(target.lengths().toArray()).containsExactly(2, 1);
    }

    @Test
    void emptySeries_keepTheFeaturesOfTheOthers() {
        List<float[][]> series = List.of(new float[0][], new float[][] {{1, 2, 3}});
        SeriesBatch batch = SeriesBatches.of(series, new int[2], 1)
                .allowingEmpty()
                .inOrder()
                .next()
                .input();
        assertThat(batch.values().shape()).containsExactly(0, 1, 3);
    }

    @Test
    void seriesThatDoNotFitTogether_areRefused() {
        assertThatThrownBy(() -> Inputs.series(List.of(new float[][] {{1, 2}}, new float[][] {{1, 2}, {3}})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 features at every step, but sequence 1, step 1 has 1");
        assertThatThrownBy(() -> Inputs.series(List.<float[][]>of(new float[0][])))
                .hasMessageContaining("features is unknown");
        assertThatThrownBy(() -> Targets.rows(Tensor.of(new float[1]))).hasMessageContaining("first axis");
        assertThatThrownBy(() -> SeriesBatches.of(SERIES, Tensor.zeros(2, 3), 1))
                .hasMessageContaining("each of the 3 sequences, but got 2 targets");
    }
}
