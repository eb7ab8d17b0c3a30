package org.rnn4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WorkspaceTest {
    private final Workspace workspace = new Workspace();

    @Test
    void lentArrays_areLongEnoughAndWasteAtMostAQuarter() {
        for (int length = 0; length < 5_000; length++) {
            assertThat(workspace.floats(length).length)
                    .isGreaterThanOrEqualTo(length)
                    .isLessThanOrEqualTo(Math.max(64, length + length / 4));
            assertThat(workspace.ints(length).length).isGreaterThanOrEqualTo(length);
        }
    }

    @Test
    void arraysInUse_areNotLentTwice() {
        float[] first = workspace.floats(100);
        assertThat(workspace.floats(100)).isNotSameAs(first);
        int[] ints = workspace.ints(100);
        assertThat(workspace.ints(100)).isNotSameAs(ints);
    }

    @Test
    void arraysGivenBack_areLentAgainForLikeLengths() {
        float[] array = workspace.floats(1_000);
        workspace.release(array);
        assertThat(workspace.floats(1_010)).isSameAs(array);
        int[] ints = workspace.ints(1_000);
        workspace.release(ints);
        assertThat(workspace.ints(1_010)).isSameAs(ints);
    }

    @Test
    void zeros_areZeroWhateverTheLastBorrowerLeft() {
        float[] array = workspace.floats(300);
        java.util.Arrays.fill(array, Float.NaN);
        workspace.release(array);
        float[] zeros = workspace.zeros(300);
        assertThat(zeros).isSameAs(array);
        assertThat(java.util.Arrays.copyOf(zeros, 300)).containsOnly(0f);
    }

    @Test
    void impossibleLengths_areRefusedBeforeAnythingIsAllocated() {
        for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> workspace.floats(length))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Workspace")
                    .hasMessageContaining(String.valueOf(length));
            assertThatThrownBy(() -> workspace.ints(length)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
