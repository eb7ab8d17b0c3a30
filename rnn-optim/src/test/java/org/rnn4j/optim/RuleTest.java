package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;

class RuleTest {
    private static final Map<String, int[]> SHAPES = shapes();

    private static Map<String, int[]> shapes() {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put("weight", new int[] {7, 5});
        shapes.put("bias", new int[] {3});
        shapes.put("scalar", new int[] {});
        shapes.put("large", new int[] {3, 11, 37});
        return shapes;
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(new Sgd(0.1), DoubleRules.sgd(0.1, 0, 0, false, 0)),
                Arguments.of(new Sgd(0.1).withWeightDecay(0.02), DoubleRules.sgd(0.1, 0, 0, false, 0.02)),
                Arguments.of(new Sgd(0.05).withMomentum(0.9), DoubleRules.sgd(0.05, 0.9, 0, false, 0)),
                Arguments.of(
                        new Sgd(0.05).withNesterovMomentum(0.8).withWeightDecay(0.01),
                        DoubleRules.sgd(0.05, 0.8, 0, true, 0.01)),
                Arguments.of(
                        new Sgd(0.1).withMomentum(0.7).withDampening(0.4).withWeightDecay(0.03),
                        DoubleRules.sgd(0.1, 0.7, 0.4, false, 0.03)),
                Arguments.of(new Adam(), DoubleRules.adam(1e-3, 0.9, 0.999, 1e-8, 0, false)),
                Arguments.of(
                        new Adam(0.02).withBetas(0.8, 0.99).withEpsilon(1e-6).withWeightDecay(0.05),
                        DoubleRules.adam(0.02, 0.8, 0.99, 1e-6, 0.05, false)),
                Arguments.of(
                        new Adam(0.01).withBetas(0.9, 0.9).withAmsgrad(),
                        DoubleRules.adam(0.01, 0.9, 0.9, 1e-8, 0, true)),
                Arguments.of(new AdamW(), DoubleRules.adamW(1e-3, 0.9, 0.999, 1e-8, 1e-2, false)),
                Arguments.of(
                        new AdamW(0.02)
                                .withBetas(0.5, 0.9)
                                .withEpsilon(1e-5)
                                .withWeightDecay(0.2)
                                .withAmsgrad(),
                        DoubleRules.adamW(0.02, 0.5, 0.9, 1e-5, 0.2, true)));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void manySteps_followTheFormulaInDouble(Rule rule, DoubleRules.Update formula) {
        RandomStream random = RandomKey.of(7).stream();
        Parameters parameters = GivenGradients.parameters(random, SHAPES);
        Map<String, DoubleRules.Element[]> expected = elements(parameters);
        Optimizer optimizer = rule.start(parameters);
        try (GivenGradients given = new GivenGradients(parameters)) {
            for (int step = 0; step < 100; step++) {
                Map<String, float[]> gradients = given.random(random);
                optimizer.step(given.of(gradients));
                gradients.forEach((name, gradient) -> {
                    DoubleRules.Element[] elements = expected.get(name);
                    for (int i = 0; i < gradient.length; i++) {
                        formula.apply(elements[i], gradient[i]);
                    }
                });
            }
        }
        parameters.forEach((name, parameter) -> assertClose(name, parameter, expected.get(name)));
        assertThat(optimizer.steps()).isEqualTo(100);
    }

    private static Map<String, DoubleRules.Element[]> elements(Parameters parameters) {
        Map<String, DoubleRules.Element[]> elements = new HashMap<>();
        parameters.forEach((name, parameter) -> {
            DoubleRules.Element[] ofParameter = new DoubleRules.Element[parameter.count()];
            for (int i = 0; i < ofParameter.length; i++) {
                ofParameter[i] = new DoubleRules.Element(parameter.values()[i]);
            }
            elements.put(name, ofParameter);
        });
        return elements;
    }

    private static void assertClose(String name, Parameter parameter, DoubleRules.Element[] expected) {
        double largest = 0;
        double error = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i].value));
            error = Math.max(error, Math.abs(expected[i].value - parameter.values()[i]));
        }
        // 100 roundings to float of half a unit each, many of which cancel.
        assertThat(error / largest).as(name).isLessThan(3e-6);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void quadraticBowl_isDescended(Rule rule) {
        Parameters parameters = GivenGradients.parameters(RandomKey.of(3).stream(), SHAPES);
        Schedule fast = step -> step < 2_000 ? 5 : 1;
        Optimizer optimizer = rule.start(parameters, fast);
        try (GivenGradients given = new GivenGradients(parameters)) {
            for (int step = 0; step < 4_000; step++) {
                optimizer.step(given.of(ownValues(parameters)));
            }
        }
        parameters.forEach((name, parameter) -> {
            for (float value : parameter.values()) {
                assertThat(value).as(name).isBetween(-0.01f, 0.01f);
            }
        });
    }

    /** The gradient of half the sum of squares. */
    private static Map<String, float[]> ownValues(Parameters parameters) {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        parameters.forEach(
                (name, parameter) -> gradients.put(name, parameter.values().clone()));
        return gradients;
    }

    @Test
    void gradientDescentOnParabola_hasTheClosedForm() {
        Parameters one =
                Parameters.builder().add("x", new Parameter(Tensor.vector(8f))).build();
        Optimizer optimizer = new Sgd(0.25).start(one);
        try (GivenGradients given = new GivenGradients(one)) {
            for (int step = 0; step < 5; step++) {
                optimizer.step(given.of(ownValues(one)));
            }
        }
        assertThat(one.get("x").values()[0]).isEqualTo(8f * 0.75f * 0.75f * 0.75f * 0.75f * 0.75f);
    }

    @Test
    void firstStepOfAdam_movesByTheRate() {
        Parameters one = Parameters.builder()
                .add("x", new Parameter(Tensor.vector(1f, 1f, 1f)))
                .build();
        try (GivenGradients given = new GivenGradients(one)) {
            new Adam(0.125).start(one).step(given.of(Map.of("x", new float[] {1e-3f, -40f, 0f})));
        }
        float[] x = one.get("x").values();
        assertThat(x[0]).isCloseTo(0.875f, org.assertj.core.data.Offset.offset(2e-6f));
        assertThat(x[1]).isCloseTo(1.125f, org.assertj.core.data.Offset.offset(2e-6f));
        assertThat(x[2]).isEqualTo(1f);
    }

    @Test
    void decoupledDecay_shrinksWithoutGradientByRateTimesDecay() {
        Parameters one =
                Parameters.builder().add("x", new Parameter(Tensor.vector(2f))).build();
        Rule rule = new AdamW(0.5).withWeightDecay(0.25);
        try (GivenGradients given = new GivenGradients(one)) {
            rule.start(one, step -> 0.5).step(given.of(Map.of("x", new float[] {0f})));
        }
        assertThat(one.get("x").values()[0]).isEqualTo(2f * (1 - 0.5f * 0.5f * 0.25f));
    }

    @Test
    void schedule_multipliesTheRateOfEachStep() {
        Parameters one =
                Parameters.builder().add("x", new Parameter(Tensor.vector(0f))).build();
        Optimizer optimizer = new Sgd(1).start(one, step -> step == 2 ? 0.5 : step);
        float[] after = new float[4];
        try (GivenGradients given = new GivenGradients(one)) {
            for (int step = 0; step < after.length; step++) {
                optimizer.step(given.of(Map.of("x", new float[] {1f})));
                after[step] = one.get("x").values()[0];
            }
        }
        assertThat(after).containsExactly(0f, -1f, -1.5f, -4.5f);
    }

    @Test
    void defaults_arePyTorchs() {
        assertThat(new Adam()).isEqualTo(new Adam(1e-3, 0.9, 0.999, 1e-8, 0, false));
        assertThat(new AdamW()).isEqualTo(new AdamW(1e-3, 0.9, 0.999, 1e-8, 1e-2, false));
        assertThat(new Sgd(0.1)).isEqualTo(new Sgd(0.1, 0, 0, false, 0));
    }

    @Test
    void hyperParameters_outOfRange_areNamed() {
        refused(() -> new Sgd(-0.1), "Sgd: the rate must be finite and at least 0, but is -0.1");
        refused(() -> new Sgd(Double.NaN), "Sgd: the rate must be finite and at least 0, but is NaN");
        refused(() -> new Sgd(0.1).withMomentum(1), "Sgd: the momentum must be at least 0 and below 1, but is 1.0");
        refused(() -> new Sgd(0.1).withDampening(-1), "Sgd: the dampening must be at least 0 and below 1, but is -1.0");
        refused(() -> new Sgd(0.1).withWeightDecay(-1), "Sgd: the weight decay must be finite and at least 0");
        refused(() -> new Sgd(0.1).withNesterovMomentum(0), "Nesterov's look-ahead needs a momentum above 0");
        refused(() -> new Adam(Double.POSITIVE_INFINITY), "Adam: the rate must be finite");
        refused(() -> new Adam(1).withBetas(1, 0.9), "Adam: beta1 must be at least 0 and below 1, but is 1.0");
        refused(() -> new Adam(1).withBetas(0.9, Double.NaN), "Adam: beta2 must be at least 0 and below 1, but is NaN");
        refused(() -> new Adam(1).withEpsilon(0), "Adam: epsilon must be finite and at least 1.4E-45, but is 0.0");
        refused(() -> new AdamW(1).withWeightDecay(-1), "AdamW: the weight decay must be finite and at least 0");
    }

    @Test
    void chain_withoutRules_orWithTwoUpdates_isRefused() {
        refused(Rule::chain, "Rule.chain: expected at least one rule");
        refused(() -> Rule.chain(new Adam(), new AdamW()), "two rules keep state of the name exp_avg");
    }

    @Test
    void chain_statesOfItsRules_areJoined() {
        assertThat(Rule.chain(ClipNorm.global(1), new Sgd(1).withMomentum(0.5)).stateNames())
                .isEqualTo(List.of("momentum_buffer"));
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(message);
    }
}
