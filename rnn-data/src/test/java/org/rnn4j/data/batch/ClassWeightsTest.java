package org.rnn4j.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ClassWeightsTest {
    @Test
    void balanced_givesEveryClassTheSameSum() {
        float[] weights = ClassWeights.balanced(new int[] {0, 0, 0, 1, 2, 2, 2, 2}, 3);

        assertThat(weights).containsExactly(8f / 9, 8f / 3, 8f / 12);
    }

    @Test
    void classWithoutExamples_getsZero() {
        assertThat(ClassWeights.balanced(new int[] {1, 1}, 2)).containsExactly(0, 0.5f);
    }

    @Test
    void badLabels_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ClassWeights.balanced(new int[0], 2));
        assertThatIllegalArgumentException().isThrownBy(() -> ClassWeights.balanced(new int[] {2}, 2));
    }
}
