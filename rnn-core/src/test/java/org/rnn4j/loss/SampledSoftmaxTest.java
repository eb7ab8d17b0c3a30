package org.rnn4j.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.check.GradientCheck;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.layer.Linear;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

class SampledSoftmaxTest {
    private static final RandomKey KEY = RandomKey.of(1);
    private static final int TOKENS = 9;
    private static final TokenBatch TARGETS = TokenBatch.of(new int[][] {{8, 0, 1}, {3}}, 0);

    private final Linear output = new Linear(4, TOKENS, KEY.child("output"));
    private Context context;

    @BeforeEach
    void open() {
        context = Context.create(KernelChoice.PORTABLE, 1);
    }

    @AfterEach
    void close() {
        context.close();
    }

    private static SeriesBatch hidden() {
        Tensor values = Tensor.zeros(3, 2, 4);
        RandomStream random = KEY.child("hidden").stream();
        for (int i = 0; i < values.count(); i++) {
            values.values()[i] = (float) random.nextGaussian();
        }
        return new SeriesBatch(values, Lengths.of(3, 1));
    }

    private float[] biasGradient(boolean whole, int samples, RandomKey key) {
        try (Tape tape = Tape.training(context, key)) {
            Sequence steps = tape.sequence(hidden());
            Var loss = whole
                    ? CrossEntropy.mean(output.forward(steps), TARGETS)
                    : new SampledSoftmax(output, samples).mean(steps, TARGETS);
            Parameter bias = output.parameters().get("bias");
            return Arrays.copyOf(tape.gradients(loss).of(bias), TOKENS);
        }
    }

    @Test
    void manySamples_comeNearTheWholeSoftmax() {
        float[] whole = biasGradient(true, 0, KEY);
        float[] sampled = biasGradient(false, 20_000, KEY);
        for (int token = 0; token < TOKENS; token++) {
            assertThat(sampled[token]).as("token %d", token).isCloseTo(whole[token], within(0.01f));
        }
    }

    @Test
    void gradients_areThoseOfDifferences() {
        SampledSoftmax loss = new SampledSoftmax(output, 5);
        GradientCheck.of(output)
                .input("hidden", hidden())
                .run(context, KEY, pass -> pass.output(loss.mean(pass.sequence("hidden"), TARGETS)))
                .assertPassed();
    }

    @Test
    void sample_comesFromTheTapesKey() {
        assertThat(biasGradient(false, 3, KEY)).containsExactly(biasGradient(false, 3, KEY));
        assertThat(biasGradient(false, 3, KEY)).isNotEqualTo(biasGradient(false, 3, RandomKey.of(2)));
    }

    @Test
    void wrongTargets_areErrors() {
        SampledSoftmax loss = new SampledSoftmax(output, 5);
        try (Tape tape = Tape.training(context, KEY)) {
            Sequence steps = tape.sequence(hidden());
            assertThatThrownBy(() -> loss.mean(steps, TokenBatch.of(new int[][] {{1, 2, 9}, {1}}, 0)))
                    .hasMessage("SampledSoftmax: expected targets from 0 to 8, but got 9");
            assertThatThrownBy(() -> loss.mean(steps, TokenBatch.of(new int[][] {{1, 2}, {1}}, 0)))
                    .hasMessageContaining("expected targets with 3 time steps");
        }
        try (Tape tape = Tape.inference(context)) {
            Sequence steps = tape.sequence(hidden());
            assertThatThrownBy(() -> loss.mean(steps, TARGETS))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("SampledSoftmax: is a loss for training");
        }
        assertThatThrownBy(() -> new SampledSoftmax(output, 0)).hasMessageContaining("at least 1 sample");
    }
}
