package org.rnn4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

class LinearTest {
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
    void linear_startsWithinItsBound() {
        Linear linear = new Linear(100, 30, KEY);
        assertThat(linear.parameters().asMap()).containsOnlyKeys("weight", "bias");
        assertThat(linear.parameters().get("weight").shape()).containsExactly(30, 100);
        for (String name : linear.parameters().asMap().keySet()) {
            double largest = 0;
            for (float value : linear.parameters().get(name).values()) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertThat(largest).as(name).isBetween(0.09, 0.1);
        }
        assertThat(Linear.withoutBias(3, 2, KEY).parameters().asMap()).containsOnlyKeys("weight");
    }

    @Test
    void linear_takesInitializers() {
        Linear linear = Linear.initialized(2, 3, Initializers.constant(2f), Initializers.zeros(), KEY);
        assertThat(linear.forward(ones(1, 2)).toTensor().toArray()).containsExactly(4f, 4f, 4f);
        Linear other = Linear.withoutBias(2, 1, Initializers.constant(3f), KEY);
        assertThat(other.forward(ones(2)).toTensor()).isEqualTo(Tensor.vector(6f));
    }

    @Test
    void wrongWidths_areRefusedByName() {
        assertThatThrownBy(() -> new Linear(3, 2, KEY).forward(ones(2, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Linear(3 -> 2): expected an input with 3 features on the last axis, but got the shape [2, 4]");
        assertThatThrownBy(() -> new LayerNorm(3).forward(ones()))
                .hasMessage("LayerNorm(3): expected an input with 3 features on the last axis, but got the shape []");
        assertThatThrownBy(() -> new Linear(0, 2, KEY))
                .hasMessage("Linear: expected sizes of at least 1, but got 0 inputs and 2 outputs");
        assertThatThrownBy(() -> new LayerNorm(0)).hasMessage("LayerNorm: expected a width of at least 1, but got 0");
        assertThatThrownBy(() -> new LayerNorm(2, 0))
                .hasMessage("LayerNorm: expected a finite epsilon above 0, but got 0.0");
    }
}
