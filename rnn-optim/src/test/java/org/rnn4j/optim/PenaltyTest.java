package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.tensor.Tensor;

class PenaltyTest {
    private static Parameters parameters() {
        return Parameters.builder()
                .add("cell.weight_hh_l0", new Parameter(Tensor.vector(-2f, 0f, 0.5f)))
                .add("cell.bias_hh_l0", new Parameter(Tensor.vector(3f)))
                .add("unbiased.weight", new Parameter(Tensor.vector(4f)))
                .build();
    }

    private static Map<String, float[]> apply(Penalty penalty, String... withGradient) {
        Parameters parameters = parameters();
        Map<String, float[]> ones = new LinkedHashMap<>();
        for (String name : withGradient) {
            float[] gradient = new float[parameters.get(name).count()];
            java.util.Arrays.fill(gradient, 1f);
            ones.put(name, gradient);
        }
        Map<String, float[]> after = new LinkedHashMap<>();
        try (GivenGradients given = new GivenGradients(parameters)) {
            Gradients gradients = given.of(ones);
            Rule.chain(penalty, step -> {}).start(parameters).step(gradients); // nothing is updated
            ones.keySet()
                    .forEach(name -> after.put(
                            name, gradients.tensor(parameters.get(name)).toArray()));
        }
        return after;
    }

    @Test
    void l1_addsTheSign_butNotToBiases() {
        Map<String, float[]> gradients =
                apply(Penalty.l1(0.25), "cell.weight_hh_l0", "cell.bias_hh_l0", "unbiased.weight");
        assertThat(gradients.get("cell.weight_hh_l0")).containsExactly(0.75f, 1f, 1.25f);
        assertThat(gradients.get("cell.bias_hh_l0")).containsExactly(1f);
        assertThat(gradients.get("unbiased.weight")).containsExactly(1.25f);
    }

    @Test
    void l2_addsTwiceTheValue_butNotToBiases() {
        Map<String, float[]> gradients = apply(Penalty.l2(0.25), "cell.weight_hh_l0", "cell.bias_hh_l0");
        assertThat(gradients.get("cell.weight_hh_l0")).containsExactly(0f, 1f, 1.25f);
        assertThat(gradients.get("cell.bias_hh_l0")).containsExactly(1f);
    }

    @Test
    void elasticNet_addsBoth() {
        Map<String, float[]> gradients = apply(Penalty.elasticNet(0.25, 0.125), "cell.weight_hh_l0", "cell.bias_hh_l0");
        assertThat(gradients.get("cell.weight_hh_l0")).containsExactly(0.25f, 1f, 1.375f);
        assertThat(gradients.get("cell.bias_hh_l0")).containsExactly(1f);
        assertThat(Penalty.elasticNet(0.25, 0.125).value(parameters()))
                .isCloseTo(0.25 * 6.5 + 0.125 * 20.25, Offset.offset(1e-15));
    }

    @Test
    void penaltiesOfGroups_standSideBySide() {
        Parameters parameters = parameters();
        Rule rule = Rule.chain(
                Penalty.l2(0.5).on(NamePattern.RECURRENT), Penalty.l1(0.5).on(NamePattern.BIAS), step -> {});
        try (GivenGradients given = new GivenGradients(parameters)) {
            Gradients gradients = given.of(Map.of(
                    "cell.weight_hh_l0",
                    new float[3],
                    "cell.bias_hh_l0",
                    new float[1],
                    "unbiased.weight",
                    new float[1]));
            rule.start(parameters).step(gradients);
            assertThat(gradients.tensor(parameters.get("cell.weight_hh_l0")).values())
                    .containsExactly(-2f, 0f, 0.5f);
            assertThat(gradients.tensor(parameters.get("cell.bias_hh_l0")).values())
                    .containsExactly(0.5f);
            assertThat(gradients.tensor(parameters.get("unbiased.weight")).values())
                    .containsExactly(0f);
        }
    }

    @Test
    void names_selectTheParameters() {
        Penalty onBiases = Penalty.l2(0.5).on(name -> name.contains("bias_hh"));
        Map<String, float[]> gradients = apply(onBiases, "cell.weight_hh_l0", "cell.bias_hh_l0");
        assertThat(gradients.get("cell.weight_hh_l0")).containsExactly(1f, 1f, 1f);
        assertThat(gradients.get("cell.bias_hh_l0")).containsExactly(4f);
        assertThat(onBiases.value(parameters())).isEqualTo(0.5 * 9);
    }

    @Test
    void value_isStrengthTimesTheSum() {
        assertThat(Penalty.l1(0.1).value(parameters())).isCloseTo(0.1 * 6.5, Offset.offset(1e-15));
        assertThat(Penalty.l2(0.1).value(parameters())).isCloseTo(0.1 * 20.25, Offset.offset(1e-15));
    }

    @Test
    void l1_drivesAUselessWeightToZero() {
        Parameters parameters = parameters();
        Optimizer optimizer = Rule.chain(Penalty.l1(0.1), new Sgd(0.1)).start(parameters);
        try (GivenGradients given = new GivenGradients(parameters)) {
            for (int step = 0; step < 300; step++) {
                optimizer.step(given.of(Map.of("cell.weight_hh_l0", new float[3])));
            }
        }
        for (float value : parameters.get("cell.weight_hh_l0").values()) {
            assertThat(value).isBetween(-0.01f, 0.01f);
        }
        assertThat(parameters.get("unbiased.weight").values()).containsExactly(4f);
    }

    @Test
    void strength_outOfRange_isNamed() {
        for (double strength : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Penalty.l2(strength))
                    .withMessage("Penalty: the strength must be finite and at least 0, but is " + strength);
        }
    }
}
