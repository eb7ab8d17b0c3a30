package org.rnn4j.data.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;

class RocAucTest {
    private static Tensor column(float... scores) {
        return Tensor.of(scores, scores.length, 1);
    }

    private static double auc(float[] scores, int... labels) {
        RocAuc auc = RocAuc.ofScores(1);
        auc.add(column(scores), labels);
        return auc.value();
    }

    @Test
    void order_isWhatCounts() {
        assertThat(auc(new float[] {0.1f, 0.4f, 0.35f, 0.8f}, 0, 0, 1, 1)).isEqualTo(0.75);
        assertThat(auc(new float[] {1, 2, 3}, 0, 1, 1)).isEqualTo(1);
        assertThat(auc(new float[] {3, 2, 1}, 0, 1, 1)).isEqualTo(0);
    }

    @Test
    void ties_countHalf() {
        assertThat(auc(new float[] {1, 1, 1, 1}, 0, 1, 0, 1)).isEqualTo(0.5);
        assertThat(auc(new float[] {1, 2, 2, 3}, 0, 0, 1, 1)).isEqualTo(0.875);
        assertThat(auc(new float[] {0f, -0f}, 0, 1)).isEqualTo(0.5);
    }

    @Test
    void value_isThePartOfPairsInOrder() {
        RandomStream random = RandomKey.of(1).stream();
        for (int round = 0; round < 50; round++) {
            int count = 2 + random.nextInt(40);
            float[] scores = new float[count];
            int[] labels = new int[count];
            for (int i = 0; i < count; i++) {
                scores[i] = random.nextInt(8) - 4;
                labels[i] = i < 2 ? i : random.nextInt(2);
            }
            double right = 0;
            int pairs = 0;
            for (int p = 0; p < count; p++) {
                for (int n = 0; n < count; n++) {
                    if (labels[p] == 1 && labels[n] == 0) {
                        pairs++;
                        right += scores[p] > scores[n] ? 1 : scores[p] == scores[n] ? 0.5 : 0;
                    }
                }
            }
            assertThat(auc(scores, labels)).isCloseTo(right / pairs, within(1e-12));
        }
    }

    @Test
    void logits_areComparedWithTheOtherClasses() {
        Tensor logits = Tensor.matrix(new float[][] {{5, 6}, {-3, 0}, {2, 1}});
        RocAuc byProbability = RocAuc.ofLogits(1);
        byProbability.add(logits, new int[] {0, 1, 0});
        assertThat(byProbability.value()).isEqualTo(1);
        RocAuc byOutput = RocAuc.ofScores(1);
        byOutput.add(logits, new int[] {0, 1, 0});
        assertThat(byOutput.value()).isEqualTo(0);

        RocAuc ofThree = RocAuc.ofLogits(0);
        ofThree.add(Tensor.matrix(new float[][] {{1, 0, 0}, {2, 3, 3}, {500, -500, 499}}), new int[] {0, 1, 2});
        assertThat(ofThree.value()).isEqualTo(0.5);
    }

    @Test
    void withoutOneOfTheSides_thereIsNoFigure() {
        assertThat(RocAuc.ofLogits(0).value()).isNaN();
        assertThat(auc(new float[] {1, 2}, 1, 1)).isNaN();
        assertThat(auc(new float[] {1, 2}, 0, 0)).isNaN();
    }

    @Test
    void state_continues() {
        RocAuc whole = RocAuc.ofScores(1);
        RocAuc first = RocAuc.ofScores(1);
        first.add(column(1, 3), new int[] {0, 1});
        RocAuc second = RocAuc.ofScores(1);
        second.add(column(9), new int[] {0});
        second.restore(first.state());
        for (RocAuc one : new RocAuc[] {whole, second}) {
            if (one == whole) {
                one.add(column(1, 3), new int[] {0, 1});
            }
            one.add(column(2, 0), new int[] {1, 0});
        }
        assertThat(second.value()).isEqualTo(whole.value());
        whole.reset();
        assertThat(whole.value()).isNaN();
        assertThatThrownBy(() -> whole.restore(new double[] {3, 1})).hasMessageContaining("another metric's state");
    }

    @Test
    void infiniteLogits_areRefused() {
        Tensor logits = Tensor.zeros(1, 3);
        logits.values()[2] = Float.POSITIVE_INFINITY;
        assertThatThrownBy(() -> RocAuc.ofLogits(1).add(logits, new int[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("logits below infinity");
    }

    @Test
    void wrongInput_isRefused() {
        RocAuc auc = RocAuc.ofLogits(2);
        assertThatThrownBy(() -> auc.add(Tensor.zeros(1, 2), new int[] {0})).hasMessageContaining("at least 3 classes");
        assertThatThrownBy(() -> auc.add(Tensor.zeros(2, 3), new int[] {0})).hasMessageContaining("got 1 labels");
        assertThatThrownBy(() -> auc.add(Tensor.zeros(1, 3), new int[] {3})).hasMessageContaining("label 0");
        assertThatThrownBy(() -> auc.add(Tensor.of(new float[] {0, Float.NaN, 1}, 1, 3), new int[] {0}))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> RocAuc.ofScores(-1)).hasMessageContaining("at least 0");
    }
}
