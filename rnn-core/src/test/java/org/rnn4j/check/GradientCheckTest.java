package org.rnn4j.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

class GradientCheckTest {
    private static final Context CONTEXT = Context.create(KernelChoice.PORTABLE, 1);
    private static final RandomKey KEY = RandomKey.of(3);
    static final SeriesBatch RAGGED = SeriesBatch.fromBatchFirst(new float[][][] {
        {{0.9f, -0.4f}, {-0.7f, 0.2f}, {0.3f, 1.1f}}, {}, {{-1.2f, 0.8f}}
    });

    @AfterAll
    static void close() {
        CONTEXT.close();
    }

    private static GradientCheck.Report check(ToyCell.Bug bug) {
        ToyCell cell = new ToyCell(bug);
        return GradientCheck.of(cell)
                .input("x", RAGGED)
                .run(CONTEXT, KEY, pass -> pass.output(cell.forward(pass.sequence("x"))));
    }

    @Test
    void rightGradients_pass() {
        GradientCheck.Report report = check(ToyCell.Bug.NONE).assertPassed();
        assertThat(report.findings())
                .extracting(GradientCheck.Finding::name)
                .containsExactly("parameter weight", "parameter decay", "input x");
        assertThat(report.findings())
                .allSatisfy(finding -> assertThat(finding.error()).isLessThan(1e-4));
    }

    @Test
    void wrongSign_isFoundWithTensorPositionAndBothNumbers() {
        GradientCheck.Report report = check(ToyCell.Bug.SIGN);
        assertThat(report.passed()).isFalse();
        assertThat(report.findings())
                .filteredOn(finding -> !finding.passed())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.name()).isEqualTo("parameter decay");
                    assertThat(finding.position()).containsExactly(0);
                    assertThat(finding.gradient())
                            .isCloseTo(-finding.quotient(), org.assertj.core.data.Percentage.withPercentage(0.1));
                });
        GradientCheck.Finding decay = report.findings().get(1);
        assertThatThrownBy(report::assertPassed)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("parameter decay: worst at [0]")
                .hasMessageContaining(String.format(java.util.Locale.ROOT, "gradient %.9g", decay.gradient()))
                .hasMessageContaining(
                        String.format(java.util.Locale.ROOT, "difference quotient %.9g", decay.quotient()));
    }

    @Test
    void missingContributions_areFound() {
        assertThat(failures(ToyCell.Bug.FORGETS_FIRST_STEP)).containsExactly("parameter weight", "input x");
        assertThat(failures(ToyCell.Bug.FORGETS_INPUT)).containsExactly("input x");
        assertThat(failures(ToyCell.Bug.GRADIENT_OF_PADDING)).containsExactly("input x");
    }

    private static java.util.List<String> failures(ToyCell.Bug bug) {
        return check(bug).findings().stream()
                .filter(finding -> !finding.passed())
                .map(GradientCheck.Finding::name)
                .toList();
    }

    @Test
    void nanInAGradient_isFoundAtItsPlace() {
        assertThat(check(ToyCell.Bug.NOT_A_NUMBER).findings().get(0)).satisfies(finding -> {
            assertThat(finding.passed()).isFalse();
            assertThat(finding.position()).containsExactly(1);
            assertThat(finding.gradient()).isNaN();
        });
    }

    @Test
    void backwardThatChangesWhatForwardKept_isAnError() {
        assertThatThrownBy(() -> check(ToyCell.Bug.OVERWRITES_WHAT_FORWARD_KEPT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must not change what forward kept");
    }

    @Test
    void parameters_areAsBeforeAfterwards() {
        ToyCell cell = new ToyCell(ToyCell.Bug.NONE);
        var before = cell.parameters().snapshot();
        GradientCheck.of(cell)
                .input("x", RAGGED)
                .run(CONTEXT, KEY, pass -> pass.output(cell.forward(pass.sequence("x"))));
        assertThat(cell.parameters().snapshot()).isEqualTo(before);
    }

    @Test
    void valuesWithoutParameters_canBeChecked() {
        GradientCheck.of(Parameters.none())
                .input("a", Tensor.vector(1, 2, 3))
                .input("b", Tensor.vector(4, 5, 6))
                .run(CONTEXT, KEY, pass -> {
                    var a = pass.value("a");
                    var b = pass.value("b");
                    var product = pass.tape().result(a.shape(), a, b);
                    for (int i = 0; i < 3; i++) {
                        product.values()[i] = a.values()[i] * b.values()[i];
                    }
                    pass.tape().record(product, gradients -> {
                        for (int i = 0; i < 3; i++) {
                            gradients.of(a)[i] += gradients.of(product)[i] * b.values()[i];
                            gradients.of(b)[i] += gradients.of(product)[i] * a.values()[i];
                        }
                    });
                    pass.output(product);
                })
                .assertPassed();
    }

    @Test
    void mistakesOfUse_areRefused() {
        ToyCell cell = new ToyCell(ToyCell.Bug.NONE);
        GradientCheck check = GradientCheck.of(cell).input("x", RAGGED);
        assertThatThrownBy(() -> check.run(CONTEXT, KEY, pass -> cell.forward(pass.sequence("x"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("output(...)");
        assertThatThrownBy(() -> check.run(CONTEXT, KEY, pass -> pass.output(pass.value("x"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there is no input x of this kind");
        assertThatThrownBy(() -> check.input("x", Tensor.vector(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x is used twice");
    }
}
