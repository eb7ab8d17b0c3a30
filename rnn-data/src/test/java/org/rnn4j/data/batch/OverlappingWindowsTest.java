package org.rnn4j.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.Tensor;

class OverlappingWindowsTest {
    private static final List<int[]> TEXTS = List.of(
            IntStream.range(0, 10).toArray(),
            new int[] {50},
            IntStream.range(20, 24).toArray());

    @Test
    void windows_coverEveryStep() {
        OverlappingWindows windows = OverlappingWindows.ofTokens(TEXTS, 4, 3);
        assertThat(windows.cutTokens(TEXTS))
                .containsExactly(
                        new int[] {0, 1, 2, 3},
                        new int[] {3, 4, 5, 6},
                        new int[] {6, 7, 8, 9},
                        new int[] {50},
                        new int[] {20, 21, 22, 23});
        assertThat(windows.labels(new int[] {5, 6, 7})).containsExactly(5, 5, 5, 6, 7);
        assertThat(windows.sequence(3)).isEqualTo(1);
        assertThat(windows.start(2)).isEqualTo(6);
        assertThat(windows.end(2)).isEqualTo(10);
    }

    @Test
    void anyLengths_areCoveredByWindowsOfTheirSize() {
        for (int length = 1; length < 30; length++) {
            for (int window = 1; window < 8; window++) {
                for (int stride = 1; stride <= window; stride++) {
                    OverlappingWindows windows = OverlappingWindows.of(new int[] {length}, window, stride);
                    int covered = 0;
                    for (int w = 0; w < windows.count(); w++) {
                        assertThat(windows.end(w) - windows.start(w)).isEqualTo(Math.min(window, length));
                        assertThat(windows.start(w)).isBetween(w == 0 ? 0 : windows.start(w - 1) + 1, covered);
                        assertThat(windows.start(w) % stride == 0 || w == windows.count() - 1)
                                .isTrue();
                        covered = windows.end(w);
                    }
                    assertThat(covered).isEqualTo(length);
                }
            }
        }
    }

    @Test
    void series_areCutAlike() {
        float[][] series = {{1, 2}, {3, 4}, {5, 6}};
        List<float[][]> all = List.<float[][]>of(series);
        List<float[][]> cut = OverlappingWindows.ofSeries(all, 2, 2).cutSeries(all);
        assertThat(cut).hasSize(2);
        assertThat(cut.get(1)).isDeepEqualTo(new float[][] {{3, 4}, {5, 6}});
    }

    @Test
    void outputs_areAveragedBySequence() {
        OverlappingWindows windows = OverlappingWindows.ofTokens(TEXTS, 4, 3);
        Tensor outputs = Tensor.matrix(new float[][] {{1, 0}, {2, 0}, {6, 3}, {7, 8}, {9, 10}});
        assertThat(windows.mean(outputs)).isEqualTo(Tensor.matrix(new float[][] {{3, 1}, {7, 8}, {9, 10}}));
        assertThatThrownBy(() -> windows.mean(Tensor.zeros(3, 2)))
                .hasMessageContaining("5 windows, but got shape [3, 2]");
    }

    @Test
    void wrongInput_isRefused() {
        assertThatThrownBy(() -> OverlappingWindows.of(new int[] {3}, 2, 3)).hasMessageContaining("a stride of 3");
        assertThatThrownBy(() -> OverlappingWindows.of(new int[] {3}, 2, 0)).hasMessageContaining("a stride of 0");
        assertThatThrownBy(() -> OverlappingWindows.of(new int[] {3, 0}, 2, 1))
                .hasMessageContaining("sequence 1 has no");
        OverlappingWindows windows = OverlappingWindows.ofTokens(TEXTS, 4, 3);
        assertThatThrownBy(() -> windows.labels(new int[2])).hasMessageContaining("3 sequences, but got 2");
        assertThatThrownBy(() -> windows.cutTokens(List.of(new int[10], new int[1], new int[5])))
                .hasMessageContaining("of other lengths");
        assertThat(windows).hasToString("OverlappingWindows[5 windows of 3 sequences]");
    }
}
