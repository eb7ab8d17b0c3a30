package org.rnn4j.data.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;

class BootstrapTest {
    private final Bootstrap bootstrap = new Bootstrap(1_000, 0.95, RandomKey.of(1));

    private static double[] numbers(RandomKey key, int count) {
        RandomStream random = key.stream();
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = 5 + 2 * random.nextGaussian();
        }
        return numbers;
    }

    @Test
    void intervalOfAMean_isAsWideAsTheoryHasIt() {
        ConfidenceInterval interval = bootstrap.ofMean(numbers(RandomKey.of(2), 400));
        double expected = 2 * 1.96 * 2 / Math.sqrt(400);
        assertThat(interval.high() - interval.low()).isCloseTo(expected, within(0.15 * expected));
        assertThat(interval.figure()).isBetween(interval.low(), interval.high());
        assertThat(interval.confidence()).isEqualTo(0.95);
    }

    @Test
    void intervals_holdTheTrueFigureAboutAsOftenAsTheySay() {
        int held = 0;
        for (int i = 0; i < 200; i++) {
            ConfidenceInterval interval = new Bootstrap(
                            200, 0.9, RandomKey.of(3).child(i))
                    .ofMean(numbers(RandomKey.of(4).child(i), 60));
            held += interval.low() <= 5 && 5 <= interval.high() ? 1 : 0;
        }
        assertThat(held).isBetween(164, 193); // 180 expected, 3.5 standard deviations and the method's own bias
    }

    @Test
    void metric_isThatOfTheDrawnExamples() {
        int[] labels = new int[100];
        Tensor outputs = Tensor.zeros(100, 2);
        for (int i = 0; i < 100; i++) {
            labels[i] = i % 2;
            outputs.set(1, i, i < 80 ? i % 2 : 1 - i % 2);
        }
        ConfidenceInterval interval = bootstrap.of(Accuracy::new, outputs, labels);
        assertThat(interval.figure()).isEqualTo(0.8);
        assertThat(interval.low()).isBetween(0.69, 0.75);
        assertThat(interval.high()).isBetween(0.85, 0.9);
        assertThat(bootstrap.of(Accuracy::new, outputs, labels)).isEqualTo(interval);
        assertThat(new Bootstrap(1_000, 0.95, RandomKey.of(9)).of(Accuracy::new, outputs, labels))
                .isNotEqualTo(interval);
    }

    @Test
    void constantFigure_hasNoWidth() {
        assertThat(bootstrap.ofMean(new double[] {3, 3, 3})).isEqualTo(new ConfidenceInterval(3, 3, 3, 0.95));
    }

    @Test
    void quantiles_lieBetweenTheNearestFigures() {
        assertThat(Bootstrap.quantile(new double[] {1, 2, 4}, 0.75)).isEqualTo(3);
        assertThat(Bootstrap.quantile(new double[] {1, 2, 4}, 1)).isEqualTo(4);
        assertThat(Bootstrap.quantile(new double[] {1}, 0.3)).isEqualTo(1);
    }

    @Test
    void wrongInput_isRefused() {
        assertThatThrownBy(() -> new Bootstrap(0, 0.9, RandomKey.of(1))).hasMessageContaining("0 and 0.9");
        assertThatThrownBy(() -> new Bootstrap(1, 1, RandomKey.of(1))).hasMessageContaining("1 and 1.0");
        assertThatThrownBy(() -> bootstrap.ofMean(new double[0])).hasMessageContaining("at least 1 example");
        assertThatThrownBy(() -> bootstrap.of(2, drawn -> Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> bootstrap.of(Accuracy::new, Tensor.zeros(2, 2), new int[1]))
                .hasMessageContaining("1 for shape [2, 2]");
    }
}
