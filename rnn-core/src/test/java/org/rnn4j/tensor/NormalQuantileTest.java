package org.rnn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NormalQuantileTest {
    /** Probabilities of a standard normal value below x, from tables with 10 digits and more. */
    private static final double[][] PROBABILITY_AND_X = {
        {0.5, 0},
        {0.539827837277029, 0.1},
        {0.841344746068543, 1},
        {0.975, 1.959963984540054},
        {0.999, 3.090232306167813},
        {3.167124183311986e-5, -4},
        {2.866515718791939e-7, -5},
        {9.865876450376946e-10, -6}
    };

    @Test
    void quantiles_areThoseOfTables() {
        for (double[] entry : PROBABILITY_AND_X) {
            assertThat(NormalQuantile.of(entry[0])).isCloseTo(entry[1], within(1e-6));
            assertThat(NormalQuantile.of(1 - entry[0])).isCloseTo(-entry[1], within(1e-6));
        }
    }

    @Test
    void quantiles_riseAcrossTheSeamsOfTheFormulas() {
        double last = NormalQuantile.of(1e-9);
        for (int i = 1; i < 100_000; i++) {
            double next = NormalQuantile.of(i / 100_000.0);
            assertThat(next).isGreaterThan(last);
            last = next;
        }
    }

    @Test
    void gaussiansByPosition_areStandardNormal_andFunctionsOfTheirPosition() {
        RandomKey key = RandomKey.of(4);
        int rows = 300;
        int width = 1000;
        double[] moments = new double[4];
        for (int row = 0; row < rows; row++) {
            long seed = key.rowSeed(row, 0);
            for (int j = 0; j < width; j++) {
                double power = 1;
                for (int m = 0; m < 4; m++) {
                    power *= RandomKey.gaussian(seed, j);
                    moments[m] += power / (rows * width);
                }
            }
        }
        assertThat(moments[0]).isCloseTo(0, within(0.01));
        assertThat(moments[1]).isCloseTo(1, within(0.01));
        assertThat(moments[2]).isCloseTo(0, within(0.03));
        assertThat(moments[3]).isCloseTo(3, within(0.06));
        assertThat(RandomKey.gaussian(key.rowSeed(7, 0), 13)).isEqualTo(RandomKey.gaussian(key.rowSeed(7, 0), 13));
        assertThat(RandomKey.gaussian(key.rowSeed(7, 0), 13)).isNotEqualTo(RandomKey.gaussian(key.rowSeed(8, 0), 13));
    }
}
