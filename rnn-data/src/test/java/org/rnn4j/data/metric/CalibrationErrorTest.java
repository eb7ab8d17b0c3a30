package org.rnn4j.data.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.Tensor;

class CalibrationErrorTest {
    @Test
    void error_isTheMeanGapOfTheBins() {
        CalibrationError error = CalibrationError.ofProbabilities(2);
        error.add(Tensor.matrix(new float[][] {{0.75f, 0.25f}, {0.25f, 0.75f}, {0.5f, 0.5f}, {1, 0}}), new int[] {
            0, 0, 1, 0
        });
        // (0.5, 1]: confidences 0.75, 0.75, 1, right twice of three; (0, 0.5]: confidence 0.5, wrong
        assertThat(error.value()).isCloseTo((Math.abs(2 - 2.5) + 0.5) / 4, within(1e-12));
        assertThat(error.bins()).hasSize(2);
        assertThat(error.bins().get(1).examples()).isEqualTo(3);
        assertThat(error.bins().get(1).accuracy()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(error.bins().get(0).confidence()).isEqualTo(0.5);
    }

    @Test
    void upperEnds_belongToTheBin() {
        CalibrationError error = CalibrationError.ofProbabilities(4);
        error.add(Tensor.matrix(new float[][] {{0.5f, 0.5f}, {0.75f, 0.25f}, {1, 0}}), new int[] {0, 0, 0});
        assertThat(error.bins().stream().map(CalibrationError.Bin::examples)).containsExactly(0L, 1L, 1L, 1L);
        assertThat(error.bins().get(0).accuracy()).isNaN();
    }

    @Test
    void logits_becomeProbabilities() {
        CalibrationError error = CalibrationError.ofLogits(CalibrationError.DEFAULT_BINS);
        error.add(Tensor.matrix(new float[][] {{0, 0}, {1_000, -1_000}}), new int[] {0, 1});
        assertThat(error.value()).isCloseTo((0.5 + 1) / 2, within(1e-12));
        CalibrationError sure = CalibrationError.ofLogits(10);
        sure.add(Tensor.matrix(new float[][] {{(float) StrictMath.log(3), 0}}), new int[] {0});
        assertThat(sure.value()).isCloseTo(0.25, within(1e-7));
    }

    @Test
    void state_continues() {
        CalibrationError first = CalibrationError.ofLogits(5);
        first.add(Tensor.matrix(new float[][] {{0, 2}, {1, 0}}), new int[] {1, 1});
        CalibrationError second = CalibrationError.ofLogits(5);
        assertThat(second.value()).isNaN();
        second.restore(first.state());
        assertThat(second.value()).isEqualTo(first.value());
        second.reset();
        assertThat(second.value()).isNaN();
        assertThatThrownBy(() -> second.restore(new double[2])).hasMessageContaining("5 bins");
        assertThat(first.higherIsBetter()).isFalse();
    }

    @Test
    void whatIsNoProbability_isRefused() {
        CalibrationError error = CalibrationError.ofProbabilities(5);
        assertThatThrownBy(() -> error.add(Tensor.matrix(new float[][] {{2, 0}}), new int[] {0}))
                .hasMessageContaining("row 0 has 2.0");
        assertThatThrownBy(() -> CalibrationError.ofLogits(0)).hasMessageContaining("at least 1 bin");
    }
}
