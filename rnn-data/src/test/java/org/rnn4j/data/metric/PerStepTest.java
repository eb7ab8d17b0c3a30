package org.rnn4j.data.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.Metric;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

class PerStepTest {
    private static final int[] LENGTHS = {3, 0, 5, 1};
    private static final int CLASSES = 4;

    private static List<Metric<Tensor, int[]>> metrics() {
        return List.of(
                new Accuracy(),
                new TopKAccuracy(2),
                new ConfusionMatrix(CLASSES),
                ClassificationScore.macroF1(CLASSES),
                ClassificationScore.precision(CLASSES, 1),
                ClassificationScore.recall(CLASSES, 2),
                RocAuc.ofLogits(1),
                CalibrationError.ofLogits(10));
    }

    private static int[][] labels() {
        RandomStream random = RandomKey.of(1).stream();
        int[][] labels = new int[LENGTHS.length][];
        for (int b = 0; b < LENGTHS.length; b++) {
            labels[b] = new int[LENGTHS[b]];
            for (int t = 0; t < LENGTHS[b]; t++) {
                labels[b][t] = random.nextInt(CLASSES);
            }
        }
        return labels;
    }

    /** Outputs whose valid steps are random; padding holds {@code padding}. */
    private static Tensor outputs(float padding) {
        Tensor outputs = Tensor.zeros(5, LENGTHS.length, CLASSES);
        for (int t = 0; t < 5; t++) {
            for (int b = 0; b < LENGTHS.length; b++) {
                for (int c = 0; c < CLASSES; c++) {
                    float value = RandomKey.uniform(RandomKey.of(2).rowSeed(b, t), c);
                    outputs.set(t < LENGTHS[b] ? value : padding, t, b, c);
                }
            }
        }
        return outputs;
    }

    @Test
    void everyMetric_seesValidStepsOnly() {
        for (int m = 0; m < metrics().size(); m++) {
            Metric<Tensor, int[]> plain = metrics().get(m);
            for (int t = 0; t < 5; t++) {
                for (int b = 0; b < LENGTHS.length; b++) {
                    if (t < LENGTHS[b]) {
                        Tensor row = Tensor.zeros(1, CLASSES);
                        for (int c = 0; c < CLASSES; c++) {
                            row.set(outputs(0).get(t, b, c), 0, c);
                        }
                        plain.add(row, new int[] {labels()[b][t]});
                    }
                }
            }
            for (float padding : new float[] {0, 1e30f, Float.NaN}) {
                PerStep perStep = PerStep.of(metrics().get(m));
                perStep.add(outputs(padding), TokenBatch.of(labels(), 99));
                assertThat(perStep.state()).as(perStep.toString()).isEqualTo(plain.state());
                assertThat(perStep.value()).isEqualTo(plain.value());
                assertThat(perStep.name()).isEqualTo(plain.name());
                assertThat(perStep.higherIsBetter()).isEqualTo(plain.higherIsBetter());
            }
        }
    }

    @Test
    void ignoredLabels_countForNothing() {
        ConfusionMatrix matrix = new ConfusionMatrix(3);
        PerStep perStep = PerStep.of(matrix).ignoring(-100, 2);
        perStep.add(Tensor.zeros(3, 1, 3), TokenBatch.of(new int[][] {{-100, 0, 2}}, 0));
        assertThat(matrix.total()).isEqualTo(1);
        perStep.add(Tensor.zeros(1, 1, 3), TokenBatch.of(new int[][] {{2}}, 0));
        assertThat(matrix.total()).isEqualTo(1);
        assertThat(perStep).hasToString("PerStep[accuracy, ignoring [-100, 2]]");
    }

    @Test
    void state_isThatOfTheMetric() {
        PerStep first = PerStep.of(new Accuracy());
        first.add(outputs(0), TokenBatch.of(labels(), 0));
        PerStep second = PerStep.of(new Accuracy());
        second.restore(first.state());
        assertThat(second.value()).isEqualTo(first.value());
        second.reset();
        assertThat(second.value()).isNaN();
    }

    @Test
    void otherShapes_areRefused() {
        TokenBatch targets = TokenBatch.of(new int[][] {{0, 1}}, 0);
        for (int[] shape : new int[][] {{2, 3}, {1, 1, 3}, {2, 2, 3}}) {
            assertThatThrownBy(() -> PerStep.of(new Accuracy()).add(Tensor.zeros(shape), targets))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(
                            "PerStep of accuracy: expected outputs [time, batch, classes] for targets [2, 1]");
        }
    }
}
