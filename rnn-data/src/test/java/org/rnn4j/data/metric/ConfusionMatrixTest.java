package org.rnn4j.data.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rnn4j.data.metric.ConfusionMatrix.Confusion;
import org.rnn4j.tensor.Tensor;

class ConfusionMatrixTest {
    /** Rows are labels: 3 1 0 0, 2 4 1 0, 0 0 5 0 and class 3, which never occurs. */
    private static ConfusionMatrix example() {
        ConfusionMatrix matrix = new ConfusionMatrix(4);
        fill(matrix, 0, 3, 1, 0, 0);
        fill(matrix, 1, 2, 4, 1, 0);
        fill(matrix, 2, 0, 0, 5, 0);
        return matrix;
    }

    private static void fill(ConfusionMatrix matrix, int label, int... counts) {
        for (int prediction = 0; prediction < counts.length; prediction++) {
            for (int i = 0; i < counts[prediction]; i++) {
                matrix.add(label, prediction);
            }
        }
    }

    @Test
    void figuresOfClasses_areAsComputedByHand() {
        ConfusionMatrix matrix = example();
        assertThat(matrix.precision(0)).isEqualTo(3.0 / 5);
        assertThat(matrix.recall(0)).isEqualTo(3.0 / 4);
        assertThat(matrix.f1(0)).isEqualTo(6.0 / 9);
        assertThat(matrix.precision(1)).isEqualTo(4.0 / 5);
        assertThat(matrix.recall(1)).isEqualTo(4.0 / 7);
        assertThat(matrix.f1(1)).isEqualTo(8.0 / 12);
        assertThat(matrix.f1(2)).isEqualTo(10.0 / 11);
    }

    @Test
    void classWithoutExamplesAndPredictions_countsAsZero() {
        ConfusionMatrix matrix = example();
        assertThat(matrix.precision(3)).isZero();
        assertThat(matrix.recall(3)).isZero();
        assertThat(matrix.f1(3)).isZero();
        assertThat(matrix.macroF1()).isCloseTo((6.0 / 9 + 8.0 / 12 + 10.0 / 11 + 0) / 4, within(1e-15));
        assertThat(matrix.macroPrecision()).isCloseTo((0.6 + 0.8 + 5.0 / 6) / 4, within(1e-15));
        assertThat(matrix.macroRecall()).isCloseTo((0.75 + 4.0 / 7 + 1) / 4, within(1e-15));
    }

    @Test
    void microFigures_areTheAccuracy() {
        ConfusionMatrix matrix = example();
        assertThat(matrix.accuracy()).isEqualTo(12.0 / 16);
        assertThat(matrix.value()).isEqualTo(12.0 / 16);
        assertThat(matrix.microPrecision()).isEqualTo(12.0 / 16);
        assertThat(matrix.microRecall()).isEqualTo(12.0 / 16);
        assertThat(matrix.microF1()).isEqualTo(12.0 / 16);
    }

    @Test
    void counts_areByLabelAndPrediction() {
        ConfusionMatrix matrix = example();
        assertThat(matrix.counts())
                .isDeepEqualTo(new long[][] {{3, 1, 0, 0}, {2, 4, 1, 0}, {0, 0, 5, 0}, {0, 0, 0, 0}});
        assertThat(matrix.count(1, 0)).isEqualTo(2);
        assertThat(matrix.examples(1)).isEqualTo(7);
        assertThat(matrix.predictions(2)).isEqualTo(6);
        assertThat(matrix.total()).isEqualTo(16);
        matrix.reset();
        assertThat(matrix.total()).isZero();
    }

    @Test
    void mostConfused_isOrderedByCountThenLabel() {
        ConfusionMatrix matrix = example();
        assertThat(matrix.mostConfused(10))
                .containsExactly(new Confusion(1, 0, 2), new Confusion(0, 1, 1), new Confusion(1, 2, 1));
        assertThat(matrix.mostConfused(1)).containsExactly(new Confusion(1, 0, 2));
        assertThat(matrix.mostConfused(0)).isEmpty();
    }

    @Test
    void outputs_areCountedByTheirLargest() {
        ConfusionMatrix matrix = new ConfusionMatrix(2);
        matrix.add(Tensor.of(new float[] {1, 2, 3, -4}, 2, 2), new int[] {1, 1});
        assertThat(matrix.counts()).isDeepEqualTo(new long[][] {{0, 0}, {1, 1}});
        assertThatThrownBy(() -> matrix.add(Tensor.zeros(1, 3), new int[] {0}))
                .hasMessageContaining("outputs for 2 classes")
                .hasMessageContaining("[1, 3]");
    }

    @Test
    void nothing_givesNaN() {
        ConfusionMatrix matrix = new ConfusionMatrix(2);
        assertThat(matrix.accuracy()).isNaN();
        assertThat(matrix.macroF1()).isNaN();
        assertThat(matrix.mostConfused(3)).isEmpty();
    }

    @Test
    void classesOutsideTheMatrix_areRefused() {
        ConfusionMatrix matrix = new ConfusionMatrix(2);
        assertThatThrownBy(() -> matrix.add(2, 0)).hasMessageContaining("a label from 0 to 1, but got 2");
        assertThatThrownBy(() -> matrix.add(0, -1)).hasMessageContaining("a prediction from 0 to 1, but got -1");
        assertThatThrownBy(() -> new ConfusionMatrix(0)).hasMessageContaining("at least 1 class");
    }
}
