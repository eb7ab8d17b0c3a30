package org.rnn4j.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

/** What the operations refuse, and what they give at the ends of the range; their gradients are in the registry. */
class VarTest {
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

    private Var zeros(int... shape) {
        return tape.constant(Tensor.zeros(shape));
    }

    private Var vector(float... values) {
        return tape.variable(Tensor.vector(values));
    }

    private static float[] values(Var var) {
        return var.toTensor().toArray();
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void shapesThatDoNotBroadcast_areRefused() {
        assertRefused(
                () -> zeros(2, 3).plus(zeros(2)),
                "Var.plus: the shapes [2, 3] and [2] do not fit each other: counted from the last axis, sizes must be"
                        + " equal or 1, but got 3 and 2");
        assertThatThrownBy(() -> zeros(4, 1, 3).times(zeros(2, 2, 3))).hasMessageStartingWith("Var.times: the shapes");
    }

    @Test
    void emptyOperands_giveEmptyResults() {
        assertThat(zeros(0, 3).plus(zeros(3)).shape()).containsExactly(0, 3);
        assertThat(zeros(2, 0).times(zeros(2, 1)).shape()).containsExactly(2, 0);
        assertThat(zeros(0, 3).matmul(zeros(3, 2)).shape()).containsExactly(0, 2);
        assertThat(values(zeros(2, 0).matmul(zeros(0, 2)))).containsExactly(0f, 0f, 0f, 0f);
        assertThat(zeros(0).sum().item()).isZero();
    }

    @Test
    void valuesOfAnotherTape_areRefused() {
        try (Tape other = Tape.inference(context)) {
            Var foreign = other.constant(Tensor.zeros(3));
            assertRefused(() -> zeros(3).plus(foreign), "Tape: Var[3] belongs to another tape");
            assertRefused(
                    () -> zeros(3, 3).matmul(other.constant(Tensor.zeros(3, 3))),
                    "Tape: Var[3, 3] belongs to another tape");
        }
    }

    @Test
    void wrongSlicesAndShapes_areRefused() {
        Var x = zeros(2, 3);
        assertRefused(
                () -> x.slice(1, 1, 4),
                "Var.slice: elements 1 to 4 (exclusive) of axis 1 are not inside the shape [2, 3]");
        assertRefused(
                () -> x.slice(0, 2, 1),
                "Var.slice: elements 2 to 1 (exclusive) of axis 0 are not inside the shape [2, 3]");
        assertRefused(() -> x.slice(2, 0, 1), "Var.slice: there is no axis 2 in the shape [2, 3]");
        assertRefused(() -> x.reshape(4), "Var.reshape: [2, 3] has 6 elements, which do not fit the shape [4]");
        assertRefused(
                () -> zeros(2, 3, 4).transpose(),
                "Var.transpose: needs rank 2, but the shape is [2, 3, 4]; name the two axes to swap");
        assertRefused(
                () -> Var.concat(1, x, zeros(3, 3)),
                "Var.concat: values must have equal sizes on every axis but 1, but got [2, 3] and [3, 3]");
        assertRefused(
                () -> Var.concat(1, x, zeros(2)),
                "Var.concat: values must have equal sizes on every axis but 1, but got [2, 3] and [2]");
        assertRefused(() -> Var.concat(0), "Var.concat: expected at least 1 value, but got none");
        assertRefused(
                () -> x.matmul(zeros(2, 3)), "Var.matmul: expected [.., K] and [K, N], but got [2, 3] and [2, 3]");
    }

    @Test
    void meansAndMaximaOverNothing_areRefused() {
        assertRefused(() -> zeros(0).mean(), "Var.mean: needs at least 1 element, but the shape is [0]");
        assertRefused(() -> zeros(2, 0).mean(1), "Var.mean: needs at least 1 element, but the shape is [2, 0]");
        assertRefused(() -> zeros(2, 0).max(-1), "Var.max: needs at least 1 element, but the shape is [2, 0]");
        assertRefused(
                () -> zeros(2, 0).softmax(),
                "Var.softmax: needs a last axis with at least 1 element, but the shape is [2, 0]");
        assertRefused(
                () -> zeros(2).maskedMean(new boolean[2]),
                "Var.maskedMean: the mask leaves none of the 2 elements, and a mean over nothing is not defined");
        assertThatThrownBy(() -> zeros(1, 2)
                        .maskedFill(new boolean[] {true, true}, Float.NEGATIVE_INFINITY)
                        .softmax())
                .hasMessageStartingWith("Var.softmax: row 0 is minus infinity everywhere");
    }

    @Test
    void wrongIndexesAndMasks_areRefused() {
        assertThatThrownBy(() -> zeros(2, 3).gather(0, 3))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("Var.gather: index 1 is 3, but must be from 0 to 2");
        assertRefused(
                () -> zeros(2, 3).gather(0),
                "Var.gather: expected one index for each of the 2 rows of the shape [2, 3], but got 1");
        assertThatThrownBy(() -> zeros(2, 3).selectRows(-1))
                .hasMessage("Var.selectRows: row 0 is -1, but must be from 0 to 1");
        assertRefused(
                () -> zeros(2, 3).maskedSum(new boolean[3]),
                "Var.maskedSum: expected a mask with one entry for each of the 6 elements of the shape [2, 3], but got 3");
        assertRefused(
                () -> zeros(2).where(new boolean[2], zeros(1, 2)),
                "Var.where: expected two values of one shape, but got [2] and [1, 2]");
    }

    @Test
    void hugeInputs_giveExactLimitsAndFiniteSlopes() {
        Var x = vector(-1e4f, -1000f, 1000f, 1e4f);
        assertThat(values(x.sigmoid())).containsExactly(0f, 0f, 1f, 1f);
        assertThat(values(x.tanh())).containsExactly(-1f, -1f, 1f, 1f);
        assertThat(values(x.softplus())).containsExactly(0f, 0f, 1000f, 1e4f);
        assertThat(values(x.silu().plus(0f))).containsExactly(0f, 0f, 1000f, 1e4f);
        assertThat(values(x.gelu().plus(0f))).containsExactly(0f, 0f, 1000f, 1e4f);
        assertThat(values(x.elu(1f))).containsExactly(-1f, -1f, 1000f, 1e4f);
        assertThat(values(x.logSoftmax())).containsExactly(-2e4f, -11_000f, -9_000f, 0f);
        assertThat(values(x.softmax())).containsExactly(0f, 0f, 0f, 1f);
        Var all = Var.concat(0, x.sigmoid(), x.softplus(), x.silu(), x.gelu(), x.elu(1f));
        assertThat(tape.gradients(all.sum()).tensor(x).toArray()).containsExactly(0f, 0f, 4f, 4f);
    }

    @Test
    void nan_passesThroughClampsAndMaxima() {
        Var nan = zeros(3).dividedBy(0f);
        assertThat(values(nan)).containsOnly(Float.NaN);
        assertThat(values(Var.concat(0, nan.relu(), nan.hardTanh(), nan.hardSigmoid(), nan.elu(1f), nan.leakyRelu(1f))))
                .containsOnly(Float.NaN);
        assertThat(Var.concat(0, vector(1f), nan, vector(2f)).max(0).item()).isNaN();
        assertThat(values(Var.concat(0, vector(1f), nan).softmax())).containsOnly(Float.NaN);
    }

    @Test
    void max_sendsTheGradientToTheFirstOfSeveral() {
        Var x = vector(1f, 3f, 3f, 2f);
        assertThat(tape.gradients(x.max(0)).tensor(x).toArray()).containsExactly(0f, 1f, 0f, 0f);
    }

    @Test
    void kinks_haveTheSlopesThatTheDocumentationNames() {
        Var x = vector(0f);
        assertThat(tape.gradients(x.relu().sum()).tensor(x).item()).isZero();
        assertThat(tape.gradients(x.abs().sum()).tensor(x).item()).isZero();
        assertThat(tape.gradients(x.leakyRelu(0.25f).sum()).tensor(x).item()).isEqualTo(0.25f);
    }

    @Test
    void maskedSum_doesNotDependOnWhatIsLeftOut() {
        float[] numbers = {0.1f, 0.7f, -3.3f, 1e8f, 0.3f, -1e8f};
        Var plain = vector(numbers).sum();
        Var masked = vector(0.1f, 9f, 0.7f, -3.3f, 1e8f, -5f, 6f, 0.3f, -1e8f)
                .maskedSum(new boolean[] {true, false, true, true, true, false, false, true, true});
        assertThat(masked.item()).isEqualTo(plain.item());
    }

    @Test
    void masksAndIndexes_areCopied() {
        boolean[] mask = {true, false};
        int[] rows = {1, 0};
        Var x = vector(1f, 2f);
        Var chosen =
                x.maskedFill(mask, 0f).selectRows(rows).times(vector(3f, 5f)).sum();
        mask[0] = false;
        rows[0] = 0;
        assertThat(tape.gradients(chosen).tensor(x).toArray()).containsExactly(0f, 3f);
    }
}
