package org.rnn4j.data.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

class StepLogLossTest {
    @Test
    void loss_isAddedOverFeaturesAndAveragedOverValidSteps() {
        Tensor logits = Tensor.of(new float[] {0, 2, -1, 3, Float.NaN, 9, 1, 1}, 2, 2, 2);
        Tensor targets = Tensor.of(new float[] {1, 0, 0, 1, 7, 7, 0, 1}, 2, 2, 2);
        StepLogLoss loss = new StepLogLoss();
        loss.add(logits, new SeriesBatch(targets, Lengths.of(1, 2)));
        double expected = Math.log(2) // 1 at probability 1/2
                + Math.log(1 + Math.exp(2))
                + Math.log(1 + Math.exp(-1))
                + Math.log(1 + Math.exp(-3))
                + Math.log(1 + Math.exp(1))
                + Math.log(1 + Math.exp(-1));
        assertThat(loss.value()).isCloseTo(expected / 3, within(1e-12));
    }

    @Test
    void hugeLogits_areExact() {
        StepLogLoss loss = new StepLogLoss();
        loss.add(
                Tensor.of(new float[] {1e4f, -1e4f}, 1, 1, 2),
                SeriesBatch.full(Tensor.of(new float[] {0, 0}, 1, 1, 2)));
        assertThat(loss.value()).isEqualTo(1e4);
    }

    @Test
    void restoredMetric_goesOn() {
        SeriesBatch target = SeriesBatch.full(Tensor.zeros(3, 1, 2));
        StepLogLoss loss = new StepLogLoss();
        assertThat(loss.value()).isNaN();
        loss.add(Tensor.zeros(3, 1, 2), target);
        StepLogLoss other = new StepLogLoss();
        other.restore(loss.state());
        other.add(Tensor.zeros(3, 1, 2), target);
        assertThat(other.value()).isCloseTo(2 * Math.log(2), within(1e-12));
    }

    @Test
    void wrongInput_isRefused() {
        SeriesBatch target = SeriesBatch.full(Tensor.of(new float[] {0, 2}, 1, 1, 2));
        assertThatThrownBy(() -> new StepLogLoss().add(Tensor.zeros(1, 1, 3), target))
                .hasMessageContaining("the targets' shape [1, 1, 2], but got [1, 1, 3]");
        assertThatThrownBy(() -> new StepLogLoss().add(Tensor.zeros(1, 1, 2), target))
                .hasMessageContaining("element 1 has the logit 0.0 and the target 2.0");
    }
}
