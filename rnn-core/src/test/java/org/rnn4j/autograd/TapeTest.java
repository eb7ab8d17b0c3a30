package org.rnn4j.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

class TapeTest {
    private static final RandomKey KEY = RandomKey.of(1);

    private Context context;

    @BeforeEach
    void open() {
        context = Context.create(KernelChoice.AUTO, 1);
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void closedTape_refusesItsValues() {
        Tape tape = Tape.training(context, KEY);
        Var x = tape.constant(Tensor.vector(1f));
        Tensor copy = x.toTensor();
        tape.close();
        tape.close();
        String message = "Tape: is closed, and its values with it; copy what is needed later with toTensor()";
        assertThatThrownBy(x::values).isInstanceOf(IllegalStateException.class).hasMessage(message);
        assertThatThrownBy(x::exp).hasMessage(message);
        assertThatThrownBy(() -> tape.constant(copy)).hasMessage(message);
        assertThat(copy.item()).isEqualTo(1f);
    }

    @Test
    void closedContext_isRefused() {
        context.close();
        assertThatThrownBy(() -> Tape.inference(context))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Context: is closed");
    }

    @Test
    void nonFiniteInput_isRefusedWhereItCounts() {
        try (Tape tape = Tape.training(context, KEY)) {
            assertThatThrownBy(() -> tape.variable(Tensor.vector(0f, Float.NaN)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected finite input, but element 1 of")
                    .hasMessageEndingWith("is NaN");
            Tensor values = Tensor.of(new float[] {1, 2, 3, Float.NaN}, 2, 2, 1);
            assertThatThrownBy(() -> tape.sequence(SeriesBatch.full(values)))
                    .hasMessage("Tape: expected finite input, but feature 0 of sequence 1 at step 1 is NaN");
            Sequence padded = tape.sequence(new SeriesBatch(values, Lengths.of(2, 1)));
            assertThat(padded.values().toTensor().toArray()).containsExactly(1f, 2f, 3f, 0f);
        }
    }

    @Test
    void gradients_needATrainingTapeAndOneElement() {
        try (Tape inference = Tape.inference(context);
                Tape training = Tape.training(context, KEY)) {
            Var loss = inference.variable(Tensor.vector(1f)).sum();
            assertThat(loss.requiresGradient()).isFalse();
            assertThatThrownBy(() -> inference.gradients(loss))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Tape.gradients: needs a training tape; this one is for inference");
            assertThatThrownBy(inference::nextKey).isInstanceOf(IllegalStateException.class);
            Var two = training.variable(Tensor.vector(1f, 2f));
            assertThatThrownBy(() -> training.gradients(two))
                    .hasMessage("Tape.gradients: the loss must have one element, but it is Var[2]");
        }
    }

    @Test
    void severalUses_addUp() {
        try (Tape tape = Tape.training(context, KEY)) {
            Var x = tape.variable(Tensor.vector(3f));
            Var loss = x.times(x).plus(x.times(2f)).plus(x).sum();
            assertThat(tape.gradients(loss).tensor(x).item()).isEqualTo(9f);
        }
    }

    @Test
    void oneTape_givesGradientsOfSeveralLosses() {
        try (Tape tape = Tape.training(context, KEY)) {
            Parameter used = new Parameter(Tensor.vector(2f));
            Parameter unused = new Parameter(Tensor.vector(2f, 3f));
            Var square = tape.parameter(used).square().sum();
            Var triple = tape.parameter(used).times(3f).sum();
            assertThat(tape.gradients(square).tensor(used).item()).isEqualTo(4f);
            assertThat(tape.gradients(triple).tensor(used).item()).isEqualTo(3f);
            assertThat(tape.gradients(square).tensor(used).item()).isEqualTo(4f);
            assertThat(tape.gradients(square).of(unused)).isNull();
            assertThat(tape.gradients(square).tensor(unused)).isEqualTo(Tensor.zeros(2));
            assertThat(tape.parameter(used)).isSameAs(tape.parameter(used));
        }
    }

    @Test
    void constants_haveNoGradient() {
        try (Tape tape = Tape.training(context, KEY)) {
            Var constant = tape.constant(Tensor.vector(1f));
            Var product = constant.times(tape.variable(Tensor.vector(2f)));
            assertThat(constant.requiresGradient()).isFalse();
            assertThat(constant.exp().requiresGradient()).isFalse();
            Gradients gradients = tape.gradients(product.sum());
            assertThat(gradients.has(constant)).isFalse();
            assertThat(gradients.tensor(constant).item()).isZero();
        }
    }

    @Test
    void updatedParameter_isPackedAnewWhileAnOlderTapeKeepsItsForm() {
        Parameter weight = new Parameter(Tensor.matrix(new float[][] {{2f}}));
        try (Tape older = Tape.inference(context)) {
            Var x = older.constant(Tensor.matrix(new float[][] {{1f}}));
            assertThat(Affine.apply(x, older.parameter(weight), null).item()).isEqualTo(2f);
            weight.update(values -> values[0] = 5f);
            try (Tape newer = Tape.inference(context)) {
                Var y = newer.constant(Tensor.matrix(new float[][] {{1f}}));
                assertThat(Affine.apply(y, newer.parameter(weight), null).item())
                        .isEqualTo(5f);
            }
        }
        weight.update(values -> values[0] = 7f);
        try (Tape tape = Tape.inference(context)) {
            Var x = tape.constant(Tensor.matrix(new float[][] {{1f}}));
            assertThat(Affine.apply(x, tape.parameter(weight), null).item()).isEqualTo(7f);
        }
    }

    @Test
    void keys_areDrawnInOrderFromTheTapesKey() {
        try (Tape tape = Tape.training(context, KEY)) {
            assertThat(tape.nextKey()).isEqualTo(KEY.child(0));
            assertThat(tape.nextKey()).isEqualTo(KEY.child(1));
        }
    }
}
