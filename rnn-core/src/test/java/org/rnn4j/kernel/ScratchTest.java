package org.rnn4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScratchTest {
    @Test
    void rows_areSeparateAndLongEnough() {
        Scratch scratch = new Scratch();
        for (int[] size : new int[][] {{0, 5}, {3, 10}, {10, 3}, {2, 100}, {5, 0}}) {
            float[][] rows = scratch.rows(size[0], size[1]);
            assertThat(rows.length).isGreaterThanOrEqualTo(size[0]);
            for (int i = 0; i < size[0]; i++) {
                assertThat(rows[i].length).isGreaterThanOrEqualTo(size[1]);
                for (int other = 0; other < i; other++) {
                    assertThat(rows[i]).isNotSameAs(rows[other]);
                }
            }
        }
    }

    @Test
    void manyShortRowsAndFewLongOnes_doNotGrowToManyLongRows() {
        Scratch scratch = new Scratch();
        scratch.rows(6_000, 1);
        scratch.rows(4, 6_000);
        float[][] rows = scratch.rows(6_000, 1);
        long total = 0;
        for (float[] row : rows) {
            total += row.length;
        }
        assertThat(total).isLessThanOrEqualTo(6_000 + 4 * 6_000);
    }

    @Test
    void rowsOfEnoughRoom_areUsedAgain() {
        Scratch scratch = new Scratch();
        float[] first = scratch.rows(3, 10)[0];
        assertThat(scratch.rows(2, 7)[0]).isSameAs(first);
    }
}
