package org.rnn4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

class TiedLinearTest {
    private static final RandomKey KEY = RandomKey.of(1);
    private static final TokenBatch INPUT = TokenBatch.of(new int[][] {{3, 1, 1}, {0, 3}}, 0);
    private static final TokenBatch TARGET = TokenBatch.of(new int[][] {{1, 1, 4}, {3, 2}}, 0);

    private static float[] tableGradient(Embedding embedding, Linear output, Parameter table) {
        try (Context context = Context.create(KernelChoice.PORTABLE, 1);
                Tape tape = Tape.training(context, KEY)) {
            Sequence logits = output.forward(embedding.forward(tape, INPUT));
            float[] gradient = tape.gradients(CrossEntropy.mean(logits, TARGET)).of(table);
            return Arrays.copyOf(gradient, table.count());
        }
    }

    @Test
    void tiedGradient_isTheSumOfBothUses() {
        Embedding embedding = new Embedding(5, 3, KEY);
        Linear tied = Linear.tied(embedding);
        Parameter table = embedding.parameters().get("weight");
        Linear own = Linear.initialized(3, 5, (shape, key) -> table.toTensor(), Initializers.zeros(), KEY);
        float[] sum = tableGradient(embedding, tied, table);
        float[] asInput = tableGradient(embedding, own, table);
        float[] asOutput = tableGradient(embedding, own, own.parameters().get("weight"));
        for (int i = 0; i < sum.length; i++) {
            assertThat(sum[i]).isCloseTo(asInput[i] + asOutput[i], within(1e-6f));
        }
        assertThat(asInput).isNotEqualTo(asOutput);
    }

    @Test
    void table_isOneParameterOfAModel() {
        Embedding embedding = new Embedding(5, 3, KEY);
        Linear tied = Linear.tied(embedding);
        assertThat(tied.parameters().get("weight"))
                .isSameAs(embedding.parameters().get("weight"));
        assertThat(tied.inputSize()).isEqualTo(3);
        assertThat(tied.outputSize()).isEqualTo(5);
        assertThat(Parameters.of("embedding", embedding, "output", tied).asMap())
                .containsOnlyKeys("embedding.weight", "output.bias");
    }

    @Test
    void embeddingWithPadding_isRefused() {
        assertThatThrownBy(() -> Linear.tied(Embedding.withPadding(5, 3, 0, KEY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected an embedding without a padding row");
    }
}
