package org.rnn4j.data.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.Metric;
import org.rnn4j.tensor.Tensor;

class MetricsTest {
    private static final Tensor OUTPUTS = Tensor.matrix(new float[][] {{3, 1, 2}, {0, 5, 5}, {-3, -2, -1}, {9, 0, 1}});
    private static final int[] LABELS = {0, 2, 2, 1};

    @Test
    void argmax_takesTheFirstMaximum() {
        assertThat(Argmax.rows(OUTPUTS)).containsExactly(0, 1, 2, 0);
        assertThat(Argmax.rows(Tensor.matrix(new float[][] {{1, 1}, {-0f, 0f}})))
                .containsExactly(0, 0);
        float infinity = Float.POSITIVE_INFINITY;
        assertThat(Argmax.rows(Tensor.matrix(new float[][] {{-infinity, -infinity}, {1, infinity}})))
                .containsExactly(0, 1);
    }

    @Test
    void nanOutput_isAnErrorWhereverItStands() {
        for (int i = 0; i < 3; i++) {
            Tensor outputs = OUTPUTS.copy();
            outputs.set(Float.NaN, 1, i);
            String expected = "output " + i + " of row 1 is NaN";
            assertThatThrownBy(() -> new Accuracy().add(outputs, LABELS))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(expected);
        }
    }

    @Test
    void accuracy_isTheMeanOverExamplesNotBatches() {
        Accuracy accuracy = new Accuracy();
        assertThat(accuracy.value()).isNaN();
        accuracy.add(OUTPUTS, LABELS);
        accuracy.add(Tensor.matrix(new float[][] {{1, 0, 0}}), new int[] {0});
        assertThat(accuracy.value()).isEqualTo(3.0 / 5);
        accuracy.reset();
        assertThat(accuracy.value()).isNaN();
        assertThat(accuracy.name()).isEqualTo("accuracy");
        assertThat(accuracy.higherIsBetter()).isTrue();
    }

    @Test
    void stateOfAMetric_continuesInAnother() {
        List<Metric<Tensor, int[]>> first = List.of(new Accuracy(), ClassificationScore.macroF1(3));
        List<Metric<Tensor, int[]>> second = List.of(new Accuracy(), ClassificationScore.macroF1(3));
        for (int i = 0; i < first.size(); i++) {
            first.get(i).add(OUTPUTS, LABELS);
            second.get(i).add(OUTPUTS, new int[] {1, 1, 1, 1});
            second.get(i).restore(first.get(i).state());
            assertThat(second.get(i).value()).isEqualTo(first.get(i).value());
            assertThat(second.get(i).state()).containsExactly(first.get(i).state());
        }
        assertThatThrownBy(() -> new Accuracy().restore(new double[9]))
                .hasMessage("Accuracy.restore: expected 2 numbers, but got 9; is it another metric's state?");
        assertThatThrownBy(() -> new ConfusionMatrix(2).restore(new double[9]))
                .hasMessage("ConfusionMatrix.restore: expected 4 counts for 2 classes, but got 9");
    }

    @Test
    void scores_areThoseOfTheMatrix() {
        // predictions 0 1 2 0: TP 1 0 1, FP 1 1 0, FN 0 1 1
        assertThat(value(ClassificationScore.macroPrecision(3))).isCloseTo((0.5 + 0 + 1) / 3, within(1e-15));
        assertThat(value(ClassificationScore.macroRecall(3))).isCloseTo((1 + 0 + 0.5) / 3, within(1e-15));
        assertThat(value(ClassificationScore.macroF1(3))).isCloseTo((2.0 / 3 + 0 + 2.0 / 3) / 3, within(1e-15));
        assertThat(value(ClassificationScore.microF1(3))).isEqualTo(0.5);
        assertThat(value(ClassificationScore.f1(3, 2))).isEqualTo(2.0 / 3);
    }

    private static double value(Metric<Tensor, int[]> metric) {
        assertThat(metric.value()).isNaN();
        metric.add(OUTPUTS, LABELS);
        double value = metric.value();
        metric.reset();
        assertThat(metric.value()).isNaN();
        return value;
    }

    @Test
    void names_areDifferent() {
        assertThat(List.of(
                        ClassificationScore.macroPrecision(3).name(),
                        ClassificationScore.macroRecall(3).name(),
                        ClassificationScore.macroF1(3).name(),
                        ClassificationScore.microF1(3).name(),
                        ClassificationScore.f1(3, 0).name(),
                        new ConfusionMatrix(3).name()))
                .containsExactly("macroPrecision", "macroRecall", "macroF1", "microF1", "f1_0", "accuracy");
    }

    @Test
    void labelsThatDoNotFit_areRefused() {
        Accuracy accuracy = new Accuracy();
        assertThatThrownBy(() -> accuracy.add(OUTPUTS, new int[] {0}))
                .hasMessageContaining("each of the 4 rows of outputs, but got 1 labels");
        assertThatThrownBy(() -> accuracy.add(OUTPUTS, new int[] {0, 0, 3, 0}))
                .hasMessageContaining("label 2 from 0 to 2, but got 3");
        assertThatThrownBy(() -> accuracy.add(Tensor.zeros(4), LABELS)).hasMessageContaining("shape [4]");
        assertThatThrownBy(() -> accuracy.add(Tensor.zeros(4, 0), LABELS)).hasMessageContaining("at least 1 class");
    }
}
