package org.rnn4j.examples.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rnn4j.data.series.WindowBatch;
import org.rnn4j.examples.CellKind;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

class RelativeTest {
    private static final float[] PAST = {1, 5, 2, 3, 7, 4}; // seasons of 3 steps

    private static Relative relative(Anchor anchor, int gap, boolean windowUnit) {
        Sizes sizes = new Sizes(CellKind.LSTM, 1, 0, 4, 0, 6, gap, 4, 3, anchor, 2, windowUnit, 0.5);
        SeriesBatch past = SeriesBatch.full(Tensor.of(PAST, 6, 1, 1));
        return new Relative(sizes, new WindowBatch(past, SeriesBatch.full(Tensor.zeros(4, 1, 0))));
    }

    private static float[] anchors(Anchor anchor, int gap) {
        return relative(anchor, gap, false).anchors().toArray();
    }

    @Test
    void anchors_areWhatTheyAreCalled() {
        assertThat(anchors(Anchor.MEAN, 0)).containsExactly(0, 0, 0, 0);
        assertThat(anchors(Anchor.LAST, 0)).containsExactly(4, 4, 4, 4);
        assertThat(anchors(Anchor.SEASON, 0)).containsExactly(3, 7, 4, 3);
        assertThat(anchors(Anchor.SEASON, 1)).containsExactly(7, 4, 3, 7);
        assertThat(anchors(Anchor.SEASON_AND_LAST, 0)).containsExactly(5, 9, 6, 5);
    }

    @Test
    void past_isCountedFromTheLastValueInUnits() {
        SeriesBatch past = relative(Anchor.LAST, 0, false).past();
        assertThat(past.features()).isEqualTo(2);
        float[] first = {-1.5f, 0.5f, -1, -0.5f, 1.5f, 0};
        float[] moved = {0, 0, 0, 1, 1, 1}; // in units of 2, since the season before
        for (int t = 0; t < 6; t++) {
            assertThat(past.values().get(t, 0, 0)).isEqualTo(first[t]);
            assertThat(past.values().get(t, 0, 1)).isEqualTo(moved[t]);
        }
    }

    @Test
    void future_knowsItsPlaceAndTheSeasonBefore() {
        SeriesBatch future = relative(Anchor.LAST, 0, false).future();
        assertThat(future.values().toArray()).containsExactly(0.25f, -0.5f, 0.5f, 1.5f, 0.75f, 0, 1, -0.5f);
    }

    @Test
    void windowUnit_isTheStandardDeviationOfThePast() {
        double mean = (1 + 5 + 2 + 3 + 7 + 4) / 6d;
        double squares = 0;
        for (float value : PAST) {
            squares += (value - mean) * (value - mean);
        }
        assertThat(relative(Anchor.LAST, 0, true).units().toArray())
                .hasSize(4)
                .containsOnly(new float[] {(float) Math.sqrt(squares / 6)}, within(1e-6f));
        assertThat(relative(Anchor.LAST, 0, false).units().toArray()).containsOnly(2f);
    }
}
