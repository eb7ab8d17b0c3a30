package org.rnn4j.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Tape;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.layer.Embedding;
import org.rnn4j.layer.Linear;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

class TokenGeneratorTest {
    private static final RandomKey KEY = RandomKey.of(1);
    private static final Embedding EMBEDDING = new Embedding(6, 4, KEY.child("embedding"));
    private static final RecurrentChain CHAIN = RecurrentChain.of(
            Recurrent.lstm(4, 5).build(KEY.child("lower")), Recurrent.gru(5, 4).build(KEY.child("upper")));
    private static final Linear OUTPUT = Linear.tied(EMBEDDING);

    private static TokenGenerator generator(Context context, long seed) {
        return new TokenGenerator(context, EMBEDDING, CHAIN.streams(context, 1), OUTPUT, RandomKey.of(seed));
    }

    private static int[] text(Context context, long seed) {
        try (TokenGenerator generator = generator(context, seed)) {
            generator.read(2, 5);
            int[] text = new int[12];
            for (int i = 0; i < text.length; i++) {
                text[i] = generator.next(Sampling.plain());
            }
            return text;
        }
    }

    @Test
    void logits_areThoseOfTheWholeText() {
        int[] tokens = {2, 5, 0, 1, 1};
        try (Context context = Context.create(KernelChoice.PORTABLE, 1);
                Tape tape = Tape.inference(context);
                TokenGenerator generator = generator(context, 1)) {
            float[] expected = OUTPUT.forward(CHAIN.forward(
                                    EMBEDDING.forward(tape, TokenBatch.of(new int[][] {tokens}, 0)))
                            .sequence())
                    .values()
                    .toTensor()
                    .values();
            for (int t = 0; t < tokens.length; t++) {
                generator.read(tokens[t]);
                assertThat(generator.logits()).containsExactly(Arrays.copyOfRange(expected, 6 * t, 6 * t + 6));
            }
        }
    }

    @Test
    void unknownToken_leavesTheGeneratorAsItWas() {
        try (Context context = Context.create(KernelChoice.PORTABLE, 1);
                TokenGenerator generator = generator(context, 1);
                TokenGenerator other = generator(context, 1)) {
            generator.read(2);
            other.read(2);
            assertThatThrownBy(() -> generator.read(5, 6))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageContaining("from 0 to 5, but got 6");
            assertThat(generator.logits()).containsExactly(other.logits());
            generator.read(5);
            other.read(5);
            assertThat(generator.logits()).containsExactly(other.logits());
        }
    }

    @Test
    void streamsThatDoNotFit_areRefused() {
        Recurrent narrow = Recurrent.gru(3, 4).build(KEY);
        try (Context context = Context.create(KernelChoice.PORTABLE, 1);
                Stream wrongWidth = narrow.stream(context, 1)) {
            assertThatThrownBy(() -> new TokenGenerator(context, EMBEDDING, List.of(wrongWidth), OUTPUT, KEY))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected stream 0 of 1 sequence with steps of 4 values");
            assertThatThrownBy(() -> new TokenGenerator(context, EMBEDDING, CHAIN.streams(context, 2), OUTPUT, KEY))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("but it has 2 sequences");
        }
    }

    @Test
    void probabilities_areTheSoftmaxOfTheLogits() {
        try (Context context = Context.create(KernelChoice.PORTABLE, 1);
                TokenGenerator generator = generator(context, 1)) {
            assertThatThrownBy(generator::probabilities)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("read a token first");
            generator.read(2);
            float[] logits = generator.logits();
            float[] probabilities = generator.probabilities();
            double sum = 0;
            for (float logit : logits) {
                sum += Math.exp(logit);
            }
            assertThat(probabilities).hasSameSizeAs(logits);
            for (int i = 0; i < logits.length; i++) {
                assertThat((double) probabilities[i]).isCloseTo(Math.exp(logits[i]) / sum, within(1e-6));
            }
        }
    }

    @Test
    void sameSeed_writesTheSameText() {
        try (Context context = Context.create(KernelChoice.PORTABLE, 1)) {
            assertThat(text(context, 3)).containsExactly(text(context, 3));
            assertThat(text(context, 3)).isNotEqualTo(text(context, 4));
        }
    }

    @Test
    void wrongUse_isAnError() {
        try (Context context = Context.create(KernelChoice.PORTABLE, 1);
                TokenGenerator generator = generator(context, 1)) {
            assertThatThrownBy(() -> generator.next(Sampling.plain()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("read a token first");
            assertThatThrownBy(() -> generator.read(6))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("TokenGenerator: expected tokens from 0 to 5, but got 6");
        }
    }
}
