package org.rnn4j.data.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;

class TopKAccuracyTest {
    private static double top(int k, float[][] outputs, int... labels) {
        TopKAccuracy metric = new TopKAccuracy(k);
        metric.add(Tensor.matrix(outputs), labels);
        return metric.value();
    }

    @Test
    void labelsAmongTheLargest_areRight() {
        float[][] outputs = {{3, 2, 1}, {3, 2, 1}, {3, 2, 1}};
        assertThat(top(1, outputs, 0, 1, 2)).isEqualTo(1 / 3.0);
        assertThat(top(2, outputs, 0, 1, 2)).isEqualTo(2 / 3.0);
        assertThat(top(5, outputs, 0, 1, 2)).isEqualTo(1);
    }

    @Test
    void ofEqualOutputs_theFirstOnesAreTaken() {
        assertThat(top(2, new float[][] {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}}, 0, 1, 2))
                .isEqualTo(2 / 3.0);
    }

    @Test
    void one_isTheAccuracy() {
        RandomStream random = RandomKey.of(1).stream();
        float[][] outputs = new float[200][4];
        int[] labels = new int[200];
        for (int b = 0; b < 200; b++) {
            for (int c = 0; c < 4; c++) {
                outputs[b][c] = random.nextInt(3);
            }
            labels[b] = random.nextInt(4);
        }
        Accuracy accuracy = new Accuracy();
        accuracy.add(Tensor.matrix(outputs), labels);
        assertThat(top(1, outputs, labels)).isEqualTo(accuracy.value()).isNotIn(0.0, 1.0);
    }

    @Test
    void state_continues() {
        TopKAccuracy first = new TopKAccuracy(1);
        assertThat(first.value()).isNaN();
        first.add(Tensor.matrix(new float[][] {{1, 0}}), new int[] {0});
        TopKAccuracy second = new TopKAccuracy(1);
        second.restore(first.state());
        second.add(Tensor.matrix(new float[][] {{1, 0}}), new int[] {1});
        assertThat(second.value()).isEqualTo(0.5);
        second.reset();
        assertThat(second.value()).isNaN();
        assertThat(second.name()).isEqualTo("top1");
        assertThatThrownBy(() -> second.restore(new double[1])).hasMessageContaining("another metric's state");
        assertThatThrownBy(() -> new TopKAccuracy(0)).hasMessageContaining("at least 1");
    }
}
