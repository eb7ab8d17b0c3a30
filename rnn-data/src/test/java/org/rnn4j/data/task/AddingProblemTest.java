package org.rnn4j.data.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.BatchSource.Position;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

class AddingProblemTest {
    private static final RandomKey KEY = RandomKey.of(5);

    private static BatchSource<Batch<SeriesBatch, Tensor>> source() {
        return new AddingProblem(7, 12).batches(40, 3, KEY);
    }

    @Test
    void target_isTheSumOfOneMarkedNumberOfEachHalf() {
        Batch<SeriesBatch, Tensor> batch = source().next();
        Tensor values = batch.input().values();
        for (int b = 0; b < 40; b++) {
            int steps = batch.input().lengths().get(b);
            float[] sums = new float[2];
            int[] marks = new int[2];
            for (int t = 0; t < steps; t++) {
                int half = t < steps / 2 ? 0 : 1;
                marks[half] += (int) values.get(t, b, 1);
                sums[half] += values.get(t, b, 0) * values.get(t, b, 1);
                assertThat(values.get(t, b, 0)).isBetween(0f, 1f);
                assertThat(values.get(t, b, 1)).isIn(0f, 1f);
            }
            assertThat(marks).containsExactly(1, 1);
            assertThat(batch.target().get(b, 0)).isEqualTo(sums[0] + sums[1]);
        }
    }

    @Test
    void lengths_takeEveryValueBetweenTheBounds() {
        Batch<SeriesBatch, Tensor> batch = source().next();
        assertThat(Arrays.stream(batch.input().lengths().toArray()).boxed().collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(7, 8, 9, 10, 11, 12);
        assertThat(AddingProblem.of(2)
                        .batches(5, 1, KEY)
                        .next()
                        .input()
                        .lengths()
                        .areAll(2))
                .isTrue();
    }

    @Test
    void errorOfTheMean_isTheVarianceOfTheTargets() {
        Tensor sums = AddingProblem.of(4).batches(20_000, 1, KEY).next().target();
        double squares = 0;
        for (float sum : sums.values()) {
            squares += (sum - 1d) * (sum - 1d);
        }
        assertThat(squares / sums.count()).isCloseTo(AddingProblem.ERROR_OF_THE_MEAN, within(3e-3));
    }

    @Test
    void batches_dependOnKeyEpochAndNumberAlone() {
        BatchSource<Batch<SeriesBatch, Tensor>> source = source();
        Batch<SeriesBatch, Tensor> first = source.next();
        Position second = source.position();
        Batch<SeriesBatch, Tensor> expected = source.next();
        assertThat(expected).isNotEqualTo(first);

        BatchSource<Batch<SeriesBatch, Tensor>> other = source();
        other.restore(second);
        assertThat(other.next()).isEqualTo(expected);
        other.restore(new Position(1, 1));
        assertThat(other.next()).isNotEqualTo(expected);
        other.restore(Position.START);
        assertThat(other.next()).isEqualTo(first);
        assertThat(new AddingProblem(7, 12).batches(40, 3, RandomKey.of(6)).next())
                .isNotEqualTo(first);
    }

    @Test
    void epoch_endsAfterItsBatches() {
        BatchSource<Batch<SeriesBatch, Tensor>> source = source();
        assertThat(source.batchesPerEpoch()).isEqualTo(3);
        assertThat(source.examplesPerEpoch()).isEqualTo(120);
        source.restore(new Position(4, 3));
        assertThat(source.hasNext()).isFalse();
        assertThatThrownBy(source::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("AddingProblem: epoch 4 is over after 3 batches; go on with restore(new Position(5, 0))");
        assertThatThrownBy(() -> source.restore(new Position(0, 4))).hasMessageContaining("an epoch has 3 batches");
    }

    @Test
    void senselessSizes_areRefused() {
        assertThatThrownBy(() -> AddingProblem.of(1))
                .hasMessageContaining("at least 2 steps")
                .hasMessageContaining("1");
        assertThatThrownBy(() -> new AddingProblem(5, 4)).hasMessageContaining("but got 5 and 4");
        assertThatThrownBy(() -> AddingProblem.of(5).batches(0, 1, KEY))
                .hasMessage(
                        "AddingProblem: expected a batch size of at least 1 and at least 1 batch in an epoch, but got"
                                + " 0 and 1");
    }
}
