package org.rnn4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

class DropoutTest {
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

    private Var ones(int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        Arrays.fill(tensor.values(), 1f);
        return tape.variable(tensor);
    }

    @Test
    void dropout_keepsItsShareAndItsMean() {
        float[] y = new Dropout(0.25).forward(ones(100, 100)).toTensor().toArray();
        int kept = 0;
        for (float value : y) {
            assertThat(value == 0f || value == (float) (1 / 0.75)).isTrue();
            kept += value == 0f ? 0 : 1;
        }
        assertThat(kept).isBetween(7_350, 7_650);
    }

    @Test
    void dropout_isIdleInInferenceAndAtRateZero() {
        Var x = ones(2, 3);
        assertThat(new Dropout(0).forward(x)).isSameAs(x);
        try (Tape inference = Tape.inference(context)) {
            Var y = inference.constant(Tensor.zeros(2, 3));
            Sequence sequence = new Sequence(inference.constant(Tensor.zeros(2, 2, 3)), Lengths.of(1, 2));
            assertThat(new Dropout(0.5).forward(y)).isSameAs(y);
            assertThat(Dropout.locked(0.5).forward(sequence)).isSameAs(sequence);
        }
    }

    @Test
    void dropoutMasks_doNotDependOnBatchOrPadding() {
        Sequence small = new Sequence(ones(2, 2, 9), Lengths.of(2, 1));
        Sequence large = new Sequence(ones(4, 3, 9), Lengths.of(2, 4, 3));
        try (Tape other = Tape.training(context, KEY)) {
            Sequence sameKey = new Sequence(other.constant(large.values().toTensor()), large.lengths());
            Tensor first = new Dropout(0.5).forward(small).values().toTensor();
            Tensor second = new Dropout(0.5).forward(sameKey).values().toTensor();
            for (int j = 0; j < 9; j++) {
                assertThat(second.get(1, 0, j)).isEqualTo(first.get(1, 0, j));
                assertThat(second.get(0, 1, j)).isEqualTo(first.get(0, 1, j));
            }
            assertThat(Arrays.copyOf(second.values(), 27)).isNotEqualTo(Arrays.copyOfRange(second.values(), 27, 54));
        }
    }

    @Test
    void lockedDropout_isTheSameAtEveryStep() {
        Tensor y = Dropout.locked(0.5)
                .forward(new Sequence(ones(3, 2, 20), Lengths.of(3, 2)))
                .values()
                .toTensor();
        for (int j = 0; j < 20; j++) {
            assertThat(y.get(1, 0, j)).isEqualTo(y.get(0, 0, j));
            assertThat(y.get(2, 0, j)).isEqualTo(y.get(0, 0, j));
            assertThat(y.get(1, 1, j)).isEqualTo(y.get(0, 1, j));
            assertThat(y.get(2, 1, j)).isZero();
        }
    }

    @Test
    void dropoutRates_mustBeBelowOne() {
        for (double rate : new double[] {-0.1, 1, Double.NaN}) {
            assertThatThrownBy(() -> new Dropout(rate))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Dropout: expected a dropout rate in [0, 1), but got " + rate);
        }
    }
}
