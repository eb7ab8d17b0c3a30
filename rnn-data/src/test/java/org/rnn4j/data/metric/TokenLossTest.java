package org.rnn4j.data.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

class TokenLossTest {
    private static final double TINY = 1e-7;
    private static final TokenBatch TARGETS = TokenBatch.of(new int[][] {{1, 2, 1}, {2}}, 0);

    private static Tensor losses(double loss, float padding) {
        float value = (float) loss;
        return Tensor.matrix(new float[][] {{value, value}, {value, padding}, {value, padding}});
    }

    @Test
    void perplexityOfAUniformModel_isTheSizeOfItsVocabulary() {
        Perplexity perplexity = new Perplexity();
        perplexity.add(losses(StrictMath.log(50), 0), TARGETS);
        assertThat(perplexity.value()).isCloseTo(50, within(50 * TINY));
        assertThat(Perplexity.of(StrictMath.log(50))).isCloseTo(50, within(1e-12));
        assertThat(perplexity.higherIsBetter()).isFalse();
        assertThat(perplexity.name()).isEqualTo("perplexity");
    }

    @Test
    void bitsOfACoin_areOne() {
        BitsPerCharacter bits = new BitsPerCharacter();
        bits.add(losses(StrictMath.log(2), 0), TARGETS);
        assertThat(bits.value()).isCloseTo(1, within(TINY));
        assertThat(bits.name()).isEqualTo("bits_per_character");
    }

    @Test
    void padding_isNotRead() {
        Perplexity perplexity = new Perplexity();
        perplexity.add(losses(1, Float.NaN), TARGETS);
        assertThat(perplexity.value()).isCloseTo(StrictMath.E, within(TINY));
    }

    @Test
    void mean_isOverTokensNotBatches() {
        BitsPerCharacter bits = new BitsPerCharacter();
        assertThat(bits.value()).isNaN();
        bits.add(losses(StrictMath.log(2), 0), TARGETS);
        bits.add(Tensor.matrix(new float[][] {{(float) StrictMath.log(64)}}), TokenBatch.of(new int[][] {{1}}, 0));
        assertThat(bits.value()).isCloseTo((4 * 1 + 6) / 5.0, within(TINY));
        BitsPerCharacter other = new BitsPerCharacter();
        other.restore(bits.state());
        assertThat(other.value()).isEqualTo(bits.value());
        bits.reset();
        assertThat(bits.value()).isNaN();
    }

    @Test
    void wrongShape_isAnError() {
        assertThatThrownBy(() -> new Perplexity().add(Tensor.zeros(3, 3), TARGETS))
                .hasMessageContaining("Perplexity: expected the loss of every token as [3, 2] (time, batch), but got");
        assertThatThrownBy(() -> new BitsPerCharacter().restore(new double[3]))
                .hasMessage("BitsPerCharacter.restore: expected 2 numbers, but got 3; is it another metric's state?");
    }
}
