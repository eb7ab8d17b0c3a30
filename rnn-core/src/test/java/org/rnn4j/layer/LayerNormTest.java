package org.rnn4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

class LayerNormTest {
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
    void layerNorm_isExactFarFromZero() {
        Var x = tape.variable(Tensor.vector(100_001f, 100_002f, 100_003f));
        float[] y = new LayerNorm(3).forward(x).toTensor().toArray();
        assertThat(y[0]).isCloseTo(-1.2247357f, within(1e-6f));
        assertThat(y[1]).isZero();
        assertThat(y[2]).isCloseTo(1.2247357f, within(1e-6f));
    }
}
