package org.rnn4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

class EmbeddingTest {
    private static final RandomKey KEY = RandomKey.of(1);

    private Context context;
    private Tape tape;

    @BeforeEach
    void open() {
        context = Context.create(KernelChoice.PORTABLE, 1);
        tape = Tape.training(context, KEY);
    }

    @AfterEach
    void close() {
        tape.close();
        context.close();
    }

    @Test
    void embedding_namesTheWrongToken() {
        Embedding embedding = new Embedding(5, 2, KEY);
        assertThatThrownBy(() -> embedding.forward(tape, TokenBatch.of(new int[][] {{1, 2}, {3, 5}}, 0)))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("Embedding: the token of sequence 1 at step 1 is 5, but the table has 5 rows");
        assertThatThrownBy(() -> embedding.forward(tape, new int[] {0, -1}))
                .hasMessage("Embedding: token 1 is -1, but the table has 5 rows");
        assertThatThrownBy(() -> Embedding.withPadding(5, 2, 5, KEY))
                .hasMessage("Embedding: expected a padding id from 0 to 4, but got 5");
    }

    @Test
    void embedding_neverReadsPaddedIds() {
        TokenBatch batch = TokenBatch.timeMajor(new int[] {1, 2, 3, 999}, 2, Lengths.of(2, 1));
        Tensor values = new Embedding(5, 2, KEY).forward(tape, batch).values().toTensor();
        assertThat(values.get(1, 1, 0)).isZero();
        assertThat(values.get(0, 1, 0)).isNotZero();
    }

    @Test
    void embeddingPadding_isZeroAndHasNoGradient() {
        Embedding embedding = Embedding.withPadding(4, 3, 1, KEY);
        Var output = embedding.forward(tape, new int[] {1, 2, 1});
        Tensor gradient =
                tape.gradients(output.sum()).tensor(embedding.parameters().get("weight"));
        assertThat(output.slice(0, 0, 1).toTensor().toArray()).containsOnly(0f);
        assertThat(gradient.toArray()).containsExactly(0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0);
    }
}
