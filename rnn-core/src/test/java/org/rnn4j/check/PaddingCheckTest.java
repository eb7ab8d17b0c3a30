package org.rnn4j.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

class PaddingCheckTest {
    private static final Context CONTEXT = Context.create(KernelChoice.PORTABLE, 1);
    private static final RandomKey KEY = RandomKey.of(3);

    @AfterAll
    static void close() {
        CONTEXT.close();
    }

    private static PaddingCheck.Report check(ToyCell.Bug bug) {
        ToyCell cell = new ToyCell(bug);
        return PaddingCheck.of(cell)
                .input("x", GradientCheckTest.RAGGED)
                .run(CONTEXT, KEY, pass -> pass.output(cell.forward(pass.sequence("x"))));
    }

    @Test
    void cellThatStopsAtTheEnds_passes() {
        assertThat(check(ToyCell.Bug.NONE).assertPassed().passed()).isTrue();
    }

    @Test
    void cellThatRunsIntoPadding_isFound() {
        PaddingCheck.Report report = check(ToyCell.Bug.RUNS_INTO_PADDING);
        assertThatThrownBy(report::assertPassed)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("large numbers in the tape's padding: output 0, valid element");
    }

    @Test
    void cellThatCountsPaddedSteps_isFound() {
        PaddingCheck.Report report = check(ToyCell.Bug.COUNTS_PADDED_STEPS);
        assertThat(report.passed()).isFalse();
        assertThat(report.differences())
                .allSatisfy(line -> assertThat(line).startsWith("3 more padded steps"))
                .anySatisfy(line -> assertThat(line).contains("output 0, valid element 0"))
                .anySatisfy(line -> assertThat(line).contains("the loss"))
                .anySatisfy(line -> assertThat(line).contains("the gradient of parameter weight"))
                .anySatisfy(line -> assertThat(line).contains("the gradient of input x"));
    }

    @Test
    void gradientOfPadding_isFound() {
        assertThat(check(ToyCell.Bug.GRADIENT_OF_PADDING).differences())
                .anySatisfy(line -> assertThat(line).contains("the padding of input x has a gradient"));
    }

    private static Var sumOfIds(org.rnn4j.autograd.Tape tape, TokenBatch tokens, boolean paddingToo) {
        float sum = 0;
        for (int t = 0; t < tokens.time(); t++) {
            for (int b = 0; b < tokens.batch(); b++) {
                if (paddingToo || t < tokens.lengths().get(b)) {
                    sum += tokens.id(t, b);
                }
            }
        }
        return tape.constant(Tensor.vector(sum));
    }

    @Test
    void tokens_areChangedInThePaddingAlone() {
        PaddingCheck check =
                PaddingCheck.of(Parameters.none()).input("tokens", TokenBatch.of(new int[][] {{1, 2, 3}, {4}}, 0));
        check.run(CONTEXT, KEY, pass -> pass.output(sumOfIds(pass.tape(), pass.tokens("tokens"), false)))
                .assertPassed();
        assertThat(check.run(CONTEXT, KEY, pass -> pass.output(sumOfIds(pass.tape(), pass.tokens("tokens"), true)))
                        .passed())
                .isFalse();
    }

    @Test
    void outputWhoseShapeDependsOnPadding_isFound() {
        PaddingCheck.Report report = PaddingCheck.of(Parameters.none())
                .input("x", GradientCheckTest.RAGGED)
                .run(CONTEXT, KEY, pass -> pass.output(pass.sequence("x").values()));
        assertThat(report.differences()).anySatisfy(line -> assertThat(line).contains("elements instead of"));
    }

    @Test
    void nothingPadded_isRefused() {
        PaddingCheck check = PaddingCheck.of(Parameters.none())
                .input("x", SeriesBatch.full(Tensor.zeros(2, 2, 2)))
                .input("v", Tensor.vector(1));
        assertThatThrownBy(() -> check.run(CONTEXT, KEY, pass -> {
                    Sequence x = pass.sequence("x");
                    pass.output(x);
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sequences of different lengths")
                .hasMessageContaining("[x, v]");
    }
}
