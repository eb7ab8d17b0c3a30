package org.rnn4j.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

class SamplingTest {
    /** Probabilities 0.5, 0.25, 0.15, 0.1 in another order. */
    private static final float[] LOGITS = {log(0.15), log(0.5), log(0.1), log(0.25)};

    private static final int DRAWS = 20_000;

    private static float log(double probability) {
        return (float) (StrictMath.log(probability) + 3);
    }

    private static double[] shares(Sampling sampling) {
        RandomStream random = RandomKey.of(4).stream();
        double[] shares = new double[LOGITS.length];
        for (int i = 0; i < DRAWS; i++) {
            shares[sampling.choose(LOGITS, random)] += 1.0 / DRAWS;
        }
        return shares;
    }

    private static void assertShares(Sampling sampling, double... expected) {
        double[] shares = shares(sampling);
        for (int token = 0; token < expected.length; token++) {
            if (expected[token] == 0 || expected[token] == 1) {
                assertThat(shares[token]).as("token %d", token).isCloseTo(expected[token], within(1e-9));
            } else {
                assertThat(shares[token]).as("token %d", token).isCloseTo(expected[token], within(0.012));
            }
        }
    }

    @Test
    void plainSampling_hasTheModelsProbabilities() {
        assertShares(Sampling.plain(), 0.15, 0.5, 0.1, 0.25);
    }

    @Test
    void temperature_sharpensAndFlattens() {
        double sum = 0.5 * 0.5 + 0.25 * 0.25 + 0.15 * 0.15 + 0.1 * 0.1;
        assertShares(Sampling.plain().temperature(0.5), 0.0225 / sum, 0.25 / sum, 0.01 / sum, 0.0625 / sum);
        assertShares(Sampling.plain().temperature(1e6), 0.25, 0.25, 0.25, 0.25);
        assertShares(Sampling.plain().temperature(1e-3), 0, 1, 0, 0);
    }

    @Test
    void topK_keepsTheLikeliest() {
        assertShares(Sampling.plain().topK(2), 0, 2 / 3.0, 0, 1 / 3.0);
        assertShares(Sampling.plain().topK(9), 0.15, 0.5, 0.1, 0.25);
        assertShares(Sampling.greedy(), 0, 1, 0, 0);
    }

    @Test
    void topP_keepsTheFewestThatReachIt() {
        assertShares(Sampling.plain().topP(0.4), 0, 1, 0, 0);
        assertShares(Sampling.plain().topP(0.6), 0, 2 / 3.0, 0, 1 / 3.0);
        assertShares(Sampling.plain().topP(0.8), 0.15 / 0.9, 0.5 / 0.9, 0, 0.25 / 0.9);
        assertShares(Sampling.plain().topP(1), 0.15, 0.5, 0.1, 0.25);
    }

    @Test
    void excludedTokens_areNeverChosen() {
        assertShares(Sampling.plain().excluding(1), 0.3, 0, 0.2, 0.5);
        assertShares(Sampling.greedy().excluding(1, 3), 1, 0, 0, 0);
    }

    @Test
    void equallyLikelyTokens_comeInOrderOfTheirNumbers() {
        assertThat(Sampling.greedy().choose(new float[] {1, 2, 2}, RandomKey.of(1).stream()))
                .isEqualTo(1);
    }

    @Test
    void sameSeed_makesTheSameChoices() {
        RandomStream first = RandomKey.of(8).stream();
        RandomStream second = RandomKey.of(8).stream();
        for (int i = 0; i < 50; i++) {
            assertThat(Sampling.plain().choose(LOGITS, first))
                    .isEqualTo(Sampling.plain().choose(LOGITS, second));
        }
        assertThat(first.position()).isEqualTo(second.position());
    }

    @Test
    void wrongValues_areErrors() {
        assertThatThrownBy(() -> Sampling.plain().temperature(0)).hasMessageContaining("use greedy()");
        assertThatThrownBy(() -> Sampling.plain().topK(0)).hasMessageContaining("top-k 0");
        assertThatThrownBy(() -> Sampling.plain().topP(1.5)).hasMessageContaining("but got 1.5");
        RandomStream random = RandomKey.of(1).stream();
        assertThatThrownBy(() -> Sampling.plain().choose(new float[] {1, Float.NaN}, random))
                .hasMessage("Sampling: expected finite logits, but logit 1 is NaN");
        assertThatThrownBy(() -> Sampling.plain().excluding(0, 1).choose(new float[] {1, 2}, random))
                .hasMessage("Sampling: all 2 tokens are left out");
        assertThatThrownBy(() -> Sampling.plain().excluding(7).choose(new float[] {1, 2}, random))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
