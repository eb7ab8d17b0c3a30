package org.rnn4j.data.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.SeriesBatch;

class SeriesWindowsTest {
    private static final WindowShape SHAPE = new WindowShape(3, 1, 2);

    /** Observed t and -t, known 10 t, target 100 t. */
    private static CovariateSeries series(int steps) {
        float[][] observed = new float[steps][];
        float[][] known = new float[steps][];
        float[][] targets = new float[steps][];
        for (int t = 0; t < steps; t++) {
            observed[t] = new float[] {t, -t};
            known[t] = new float[] {10 * t};
            targets[t] = new float[] {100 * t};
        }
        return new CovariateSeries(observed, known, targets);
    }

    private static SeriesWindows windows(int steps) {
        return SeriesWindows.of(series(steps), SHAPE, MissingValues.REFUSE);
    }

    @Test
    void window_showsThePastAndAsksForStepsBehindTheGap() {
        Batch<WindowBatch, SeriesBatch> batch = windows(9).batches(2).inOrder().next();
        assertThat(batch.input().past().values().shape()).containsExactly(3, 2, 2);
        assertThat(batch.input().past().values().toArray()).containsExactly(0, 0, 1, -1, 1, -1, 2, -2, 2, -2, 3, -3);
        assertThat(batch.input().known().values().toArray()).containsExactly(40, 50, 50, 60);
        assertThat(batch.target().values().shape()).containsExactly(2, 2, 1);
        assertThat(batch.target().values().toArray()).containsExactly(400, 500, 500, 600);
        assertThat(batch.target().lengths().areAll(2)).isTrue();
    }

    @Test
    void windows_coverTheWholeSeriesOnce() {
        assertThat(windows(6).firstTargets()).containsExactly(4);
        assertThat(windows(9).firstTargets()).containsExactly(4, 5, 6, 7);
        assertThat(windows(9).every(3).firstTargets()).containsExactly(4, 7);
    }

    @Test
    void targetsWithin_neverAskForRowsOutside() {
        SeriesWindows all = windows(12);
        assertThat(all.targetsWithin(0, 7).firstTargets()).containsExactly(4, 5);
        assertThat(all.targetsWithin(7, 12).firstTargets()).containsExactly(7, 8, 9, 10);
        assertThat(all.targetsBeginWithin(6, 8).firstTargets()).containsExactly(6, 7);
    }

    @Test
    void windowsWithMissingValues_areRefusedOrPassedOver() {
        CovariateSeries gaps = series(12);
        gaps.observed()[1][1] = Float.NaN;
        gaps.targets()[9][0] = Float.NaN;
        assertThatThrownBy(() -> SeriesWindows.of(gaps, SHAPE, MissingValues.REFUSE))
                .hasMessageContaining("observed row 1, column 1 is NaN");
        SeriesWindows windows = SeriesWindows.of(gaps, SHAPE, MissingValues.PASS_OVER);
        assertThat(windows.firstTargets()).containsExactly(6, 7, 10); // not 4, 5 (past), nor 8, 9 (targets)
        assertThat(windows.passedOver()).isEqualTo(4);
    }

    @Test
    void seriesWithoutKnownColumns_isLegal() {
        CovariateSeries plain = new CovariateSeries(new float[8][1], new float[8][0], new float[8][1]);
        WindowBatch batch = SeriesWindows.of(plain, SHAPE, MissingValues.REFUSE)
                .batches(3)
                .inOrder()
                .next()
                .input();
        assertThat(batch.known().values().shape()).containsExactly(2, 3, 0);
    }

    @Test
    void senselessSizes_areRefused() {
        assertThatThrownBy(() -> windows(5))
                .hasMessageContaining("the 6 steps of one")
                .hasMessageContaining("has 5");
        assertThatThrownBy(() -> new WindowShape(0, 0, 1)).hasMessageContaining("but got 0, 0 and 1");
        assertThatThrownBy(() -> windows(9).every(0)).hasMessageContaining("a stride of at least 1");
        assertThatThrownBy(() -> new CovariateSeries(new float[3][1], new float[2][1], new float[3][1]))
                .hasMessageContaining("known has 2 rows and observed has 3");
        assertThatThrownBy(() -> new CovariateSeries(new float[3][0], new float[3][0], new float[3][1]))
                .hasMessageContaining("at least 1 columns in observed");
    }
}
