package org.rnn4j.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.check.PaddingCheck;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

/** Values, padding and errors of AR and TAR; their gradients are in the registry. */
class ActivationRegularizationTest {
    private Context context;
    private Tape tape;

    @BeforeEach
    void open() {
        context = Context.create(KernelChoice.AUTO, 1);
        tape = Tape.training(context, RandomKey.of(1));
    }

    @AfterEach
    void close() {
        tape.close();
        context.close();
    }

    /** Two sequences of one feature: 1, 3, 6 and 5 with 9s behind it. */
    private Sequence twoSequences() {
        Tensor values = Tensor.of(new float[] {1, 5, 3, 9, 6, 9}, 3, 2, 1);
        return new Sequence(tape.variable(values), Lengths.of(3, 1));
    }

    @Test
    void activation_isTheMeanSquareOfTheValidSteps() {
        Sequence outputs = twoSequences();
        Var penalty = ActivationRegularization.activation(outputs, 2);
        assertThat(penalty.item()).isEqualTo(2f * (1 + 9 + 36 + 25) / 4);
        assertThat(tape.gradients(penalty).tensor(outputs.values()).toArray()).containsExactly(1, 5, 3, 0, 6, 0);
    }

    @Test
    void temporal_isTheMeanSquareOfTheChangesBetweenValidSteps() {
        Sequence outputs = twoSequences();
        Var penalty = ActivationRegularization.temporal(outputs, 1);
        assertThat(penalty.item()).isEqualTo((4 + 9) / 2f);
        assertThat(tape.gradients(penalty).tensor(outputs.values()).toArray()).containsExactly(-2, 0, 2 - 3, 0, 3, 0);
    }

    @Test
    void valuesThatStayTheSame_costNothingInTime() {
        Tensor values = Tensor.zeros(4, 3, 2);
        java.util.Arrays.fill(values.values(), 0.7f);
        assertThat(ActivationRegularization.temporal(tape.variable(SeriesBatch.full(values)), 1)
                        .item())
                .isZero();
    }

    @Test
    void batchWithNothingToPenalize_costsNothing() {
        Var values = tape.variable(Tensor.of(new float[] {4, 5, 6, 7}, 2, 2, 1));
        Var single = ActivationRegularization.temporal(new Sequence(values, Lengths.of(1, 1)), 1);
        Var none = ActivationRegularization.activation(new Sequence(values, Lengths.of(0, 0)), 1);
        assertThat(single.item()).isZero();
        assertThat(none.item()).isZero();
        assertThat(tape.gradients(single.plus(none)).tensor(values).toArray()).containsOnly(0f);
    }

    @Test
    void padding_hasNoInfluence() {
        Tensor values = Tensor.zeros(5, 3, 2);
        for (int i = 0; i < values.count(); i++) {
            values.values()[i] = (float) Math.sin(i);
        }
        PaddingCheck.of(Parameters.none())
                .input("x", new SeriesBatch(values, Lengths.of(2, 5, 0)))
                .run(
                        context,
                        RandomKey.of(3),
                        pass -> pass.output(ActivationRegularization.activation(pass.sequence("x"), 2))
                                .output(ActivationRegularization.temporal(pass.sequence("x"), 1)))
                .assertPassed();
    }

    @Test
    void senselessStrengths_areRefused() {
        assertThatThrownBy(() -> ActivationRegularization.activation(twoSequences(), -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ActivationRegularization.activation: expected a finite strength of at least 0, but got"
                        + " -1.0");
        assertThatThrownBy(() -> ActivationRegularization.temporal(twoSequences(), Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ActivationRegularization.temporal: expected a finite strength of at least 0, but got NaN");
    }
}
