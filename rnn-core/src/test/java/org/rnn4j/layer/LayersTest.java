package org.rnn4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
import org.rnn4j.tensor.TokenBatch;

/** Names, defaults, errors and padding of the layers; their gradients are in the registry. */
class LayersTest {
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

    @Test
    void layerNorm_isExactFarFromZero() {
        Var x = tape.variable(Tensor.vector(100_001f, 100_002f, 100_003f));
        float[] y = new LayerNorm(3).forward(x).toTensor().toArray();
        assertThat(y[0]).isCloseTo(-1.2247357f, within(1e-6f));
        assertThat(y[1]).isZero();
        assertThat(y[2]).isCloseTo(1.2247357f, within(1e-6f));
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

    @Test
    void sequential_namesByPosition() {
        Sequential sequential =
                Sequential.of(new Linear(2, 3, KEY), Activation.relu(), new LayerNorm(3), new Dropout(0.1));
        assertThat(sequential.parameters().asMap().keySet())
                .containsExactly("0.weight", "0.bias", "2.weight", "2.bias");
        assertThat(sequential).hasToString("Sequential[Linear(2 -> 3), Activation.relu, LayerNorm(3), Dropout(0.1)]");
        assertThatThrownBy(Sequential::of).hasMessage("Sequential: expected at least 1 layer, but got none");
    }

    @Test
    void activation_leavesPaddingZero() {
        Sequence sequence = new Sequence(tape.variable(Tensor.zeros(2, 2, 1)), Lengths.of(2, 1));
        assertThat(Activation.sigmoid().forward(sequence).values().toTensor().toArray())
                .containsExactly(0.5f, 0.5f, 0.5f, 0f);
    }
}
