package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.layer.Linear;
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

    static Stream<Arguments> furtherRules() {
        return Stream.of(
                Arguments.of(new Nadam(), DoubleRules.nadam(2e-3, 0.9, 0.999, 1e-8, 0, 4e-3)),
                Arguments.of(
                        new Nadam(0.02)
                                .withBetas(0.99, 0.9)
                                .withEpsilon(1e-6)
                                .withWeightDecay(0.05)
                                .withMomentumDecay(0.5),
                        DoubleRules.nadam(0.02, 0.99, 0.9, 1e-6, 0.05, 0.5)),
                Arguments.of(new Radam(), DoubleRules.radam(1e-3, 0.9, 0.999, 1e-8, 0)),
                Arguments.of(
                        new Radam(0.02).withBetas(0.8, 0.95).withEpsilon(1e-6).withWeightDecay(0.05),
                        DoubleRules.radam(0.02, 0.8, 0.95, 1e-6, 0.05)),
                Arguments.of(new Adamax(), DoubleRules.adamax(2e-3, 0.9, 0.999, 1e-8, 0)),
                Arguments.of(
                        new Adamax(0.02).withBetas(0.8, 0.9).withEpsilon(1e-3).withWeightDecay(0.05),
                        DoubleRules.adamax(0.02, 0.8, 0.9, 1e-3, 0.05)),
                Arguments.of(new Adagrad(), DoubleRules.adagrad(1e-2, 0, 0, 0, 1e-10)),
                Arguments.of(
                        new Adagrad(0.1)
                                .withRateDecay(0.02)
                                .withWeightDecay(0.05)
                                .withInitialAccumulator(0.3)
                                .withEpsilon(1e-4),
                        DoubleRules.adagrad(0.1, 0.02, 0.05, 0.3, 1e-4)),
                Arguments.of(new Adadelta(), DoubleRules.adadelta(1, 0.9, 1e-6, 0)),
                Arguments.of(
                        new Adadelta(0.5).withRho(0.95).withEpsilon(1e-4).withWeightDecay(0.05),
                        DoubleRules.adadelta(0.5, 0.95, 1e-4, 0.05)),
                Arguments.of(new RmsProp(), DoubleRules.rmsProp(1e-2, 0.99, 1e-8, 0, 0, false)),
                Arguments.of(
                        new RmsProp(0.005).withCentering().withEpsilon(1e-4),
                        DoubleRules.rmsProp(0.005, 0.99, 1e-4, 0, 0, true)),
                Arguments.of(
                        new RmsProp(0.003).withAlpha(0.9).withMomentum(0.8).withWeightDecay(0.05),
                        DoubleRules.rmsProp(0.003, 0.9, 1e-8, 0.05, 0.8, false)),
                Arguments.of(
                        new RmsProp(0.003).withAlpha(0.9).withMomentum(0.8).withCentering(),
                        DoubleRules.rmsProp(0.003, 0.9, 1e-8, 0, 0.8, true)),
                Arguments.of(new Asgd(), DoubleRules.asgd(1e-2, 1e-4, 0.75, 1e6, 0)),
                Arguments.of(
                        new Asgd(0.1)
                                .withLambda(0.1)
                                .withPower(0.5)
                                .withStart(10)
                                .withWeightDecay(0.02),
                        DoubleRules.asgd(0.1, 0.1, 0.5, 10, 0.02)),
                Arguments.of(new TriggeredAsgd(0.1).withWeightDecay(0.02), DoubleRules.sgd(0.1, 0, 0, false, 0.02)),
                Arguments.of(new Rprop(), DoubleRules.rprop(1e-2, 0.5, 1.2, 1e-6, 50)),
                Arguments.of(
                        new Rprop(0.1).withFactors(0.25, 2).withSteps(0.05, 0.2),
                        DoubleRules.rprop(0.1, 0.25, 2, 0.05, 0.2)),
                Arguments.of(new Lion(), DoubleRules.lion(1e-4, 0.9, 0.99, 0)),
                Arguments.of(
                        new Lion(0.01).withBetas(0.5, 0.8).withWeightDecay(0.3), DoubleRules.lion(0.01, 0.5, 0.8, 0.3)),
                Arguments.of(
                        new LazyAdam(0.02).withBetas(0.8, 0.99).withEpsilon(1e-6),
                        DoubleRules.adam(0.02, 0.8, 0.99, 1e-6, 0, false)));
    }

    @ParameterizedTest
    @MethodSource({"rules", "furtherRules"})
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

    @Test
    void scheduleFactor_multipliesTheRateOfEveryRule() {
        List<Rule> atHalf = List.of(
                new Nadam(0.02),
                new Radam(0.02),
                new Adamax(0.02),
                new Adagrad(0.02),
                new Adadelta(0.5),
                new Lion(0.02));
        List<Rule> whole = List.of(
                new Nadam(0.01),
                new Radam(0.01),
                new Adamax(0.01),
                new Adagrad(0.01),
                new Adadelta(0.25),
                new Lion(0.01));
        for (int i = 0; i < whole.size(); i++) {
            assertThat(after(atHalf.get(i), 0.5)).as("%s", whole.get(i)).isEqualTo(after(whole.get(i), 1));
        }
        assertThat(after(new RmsProp(0.02).withMomentum(0.5), 0.5))
                .isEqualTo(after(new RmsProp(0.01).withMomentum(0.5), 1));
        assertThat(after(new Asgd(0.02), 0.5)).isEqualTo(after(new Asgd(0.01), 1));
        assertThat(after(new TriggeredAsgd(0.02), 0.5)).isEqualTo(after(new TriggeredAsgd(0.01), 1));
        assertThat(after(new LazyAdam(0.02), 0.5)).isEqualTo(after(new LazyAdam(0.01), 1));
    }

    private static Map<String, Tensor> after(Rule rule, double factor) {
        return after(rule, step -> factor);
    }

    private static Map<String, Tensor> after(Rule rule, Schedule schedule) {
        RandomStream random = RandomKey.of(9).stream();
        Parameters parameters = GivenGradients.parameters(random, SHAPES);
        Optimizer optimizer = rule.start(parameters, schedule);
        try (GivenGradients given = new GivenGradients(parameters)) {
            for (int step = 0; step < 7; step++) {
                optimizer.step(given.of(given.random(random)));
            }
        }
        return parameters.snapshot();
    }

    @Test
    void scheduleFactor_scalesTheMovesOfRprop_notItsSteps() {
        Parameters one =
                Parameters.builder().add("x", new Parameter(Tensor.vector(0f))).build();
        Optimizer optimizer = new Rprop(0.5).withFactors(0.5, 2).start(one, step -> step == 0 ? 0.5 : 1);
        try (GivenGradients given = new GivenGradients(one)) {
            optimizer.step(given.of(Map.of("x", new float[] {3f})));
            assertThat(one.get("x").values()).containsExactly(-0.25f);
            optimizer.step(given.of(Map.of("x", new float[] {1e-30f})));
            assertThat(one.get("x").values()).containsExactly(-1.25f);
            optimizer.step(given.of(Map.of("x", new float[] {1e-30f})));
            assertThat(one.get("x").values()).containsExactly(-3.25f);
            optimizer.step(given.of(Map.of("x", new float[] {-1e-30f})));
            assertThat(one.get("x").values()).containsExactly(-3.25f);
        }
    }

    @Test
    void momentumOfASchedule_takesThePlaceOfTheRules() {
        Schedule schedule = new Schedule() {
            @Override
            public double factor(long step) {
                return 1;
            }

            @Override
            public OptionalDouble momentum(long step) {
                return OptionalDouble.of(0.25);
            }
        };
        assertThat(after(new RmsProp(0.01).withMomentum(0.5), schedule))
                .isEqualTo(after(new RmsProp(0.01).withMomentum(0.25), 1));
        assertThat(after(new RmsProp(0.01).withMomentum(0.5).withCentering(), schedule))
                .isEqualTo(after(new RmsProp(0.01).withMomentum(0.25).withCentering(), 1));
        assertThat(after(new LazyAdam(0.01), schedule)).isEqualTo(after(new LazyAdam(0.01).withBetas(0.25, 0.999), 1));
        assertThat(after(
                        ParameterGroups.of(
                                new Sgd(0.1).withMomentum(0.5), Group.of("bias").withRate(1)),
                        schedule))
                .isEqualTo(after(new Sgd(0.1).withMomentum(0.25), 1));
    }

    @Test
    void centeredRmsProp_atConstantGradient_staysFinite() {
        Parameters one =
                Parameters.builder().add("x", new Parameter(Tensor.vector(0f))).build();
        Optimizer optimizer = new RmsProp(1e-3).withAlpha(0.9).withCentering().start(one);
        try (GivenGradients given = new GivenGradients(one)) {
            for (int step = 0; step < 400; step++) {
                optimizer.step(given.of(Map.of("x", new float[] {0.3f})));
            }
        }
        assertThat(one.get("x").values()[0]).isFinite().isNegative();
    }

    static Stream<Rule> descendingRules() {
        return Stream.of(
                new Nadam(1e-3),
                new Radam(2e-3),
                new Adamax(1e-3),
                new Adagrad(0.1),
                new Adadelta(1),
                new RmsProp(1e-3),
                new RmsProp(1e-3).withMomentum(0.5),
                new Asgd(0.01),
                new TriggeredAsgd(0.01),
                new Rprop(1e-3),
                new Lion(1e-3),
                new LazyAdam(1e-3));
    }

    @ParameterizedTest
    @MethodSource("descendingRules")
    void quadraticBowl_isDescendedByFurtherRules(Rule rule) {
        quadraticBowl_isDescended(rule);
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
        assertThat(new Nadam()).isEqualTo(new Nadam(2e-3, 0.9, 0.999, 1e-8, 0, 4e-3));
        assertThat(new Radam()).isEqualTo(new Radam(1e-3, 0.9, 0.999, 1e-8, 0));
        assertThat(new Adamax()).isEqualTo(new Adamax(2e-3, 0.9, 0.999, 1e-8, 0));
        assertThat(new Adagrad()).isEqualTo(new Adagrad(1e-2, 0, 0, 0, 1e-10));
        assertThat(new Adadelta()).isEqualTo(new Adadelta(1, 0.9, 1e-6, 0));
        assertThat(new RmsProp()).isEqualTo(new RmsProp(1e-2, 0.99, 1e-8, 0, 0, false));
        assertThat(new Asgd()).isEqualTo(new Asgd(1e-2, 1e-4, 0.75, 1e6, 0));
        assertThat(new Rprop()).isEqualTo(new Rprop(1e-2, 0.5, 1.2, 1e-6, 50));
        assertThat(new LazyAdam()).isEqualTo(new LazyAdam(1e-3, 0.9, 0.999, 1e-8));
    }

    @Test
    void defaultsOfPapers_areTheirs() {
        assertThat(new Lion()).isEqualTo(new Lion(1e-4, 0.9, 0.99, 0));
        assertThat(new TriggeredAsgd(30)).isEqualTo(new TriggeredAsgd(30, 0, 5, "loss"));
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
    void hyperParametersOfFurtherRules_outOfRange_areNamed() {
        refused(() -> new Nadam(-1), "Nadam: the rate must be finite and at least 0, but is -1.0");
        refused(() -> new Nadam().withMomentumDecay(-1), "Nadam: the momentum decay must be finite and at least 0");
        refused(() -> new Nadam().withBetas(1, 0), "Nadam: beta1 must be at least 0 and below 1, but is 1.0");
        refused(() -> new Radam(Double.NaN), "Radam: the rate must be finite and at least 0, but is NaN");
        refused(() -> new Radam().withEpsilon(1e-50), "Radam: epsilon must be finite and at least 1.4E-45");
        refused(() -> new Adamax(-1), "Adamax: the rate must be finite and at least 0, but is -1.0");
        refused(() -> new Adamax().withWeightDecay(-1), "Adamax: the weight decay must be finite and at least 0");
        refused(() -> new Adagrad(-1), "Adagrad: the rate must be finite and at least 0, but is -1.0");
        refused(() -> new Adagrad().withRateDecay(-1), "Adagrad: the rate decay must be finite and at least 0");
        refused(() -> new Adagrad().withInitialAccumulator(-1), "Adagrad: the initial accumulator must be finite and");
        refused(() -> new Adagrad().withEpsilon(0), "Adagrad: epsilon must be finite and at least 1.4E-45");
        refused(() -> new Adadelta(-1), "Adadelta: the rate must be finite and at least 0, but is -1.0");
        refused(() -> new Adadelta().withRho(1), "Adadelta: rho must be at least 0 and below 1, but is 1.0");
        refused(() -> new Adadelta().withEpsilon(Double.NaN), "Adadelta: epsilon must be finite and at least 1.4E-45");
        refused(() -> new RmsProp(-1), "RmsProp: the rate must be finite and at least 0, but is -1.0");
        refused(() -> new RmsProp().withAlpha(1), "RmsProp: alpha must be at least 0 and below 1, but is 1.0");
        refused(() -> new RmsProp().withMomentum(-1), "RmsProp: the momentum must be at least 0 and below 1");
        refused(() -> new Asgd(Double.NaN), "Asgd: the rate must be finite and at least 0, but is NaN");
        refused(() -> new Asgd().withLambda(-1), "Asgd: lambda must be finite and at least 0, but is -1.0");
        refused(() -> new Asgd().withPower(-1), "Asgd: the power must be finite and at least 0, but is -1.0");
        refused(() -> new Asgd().withStart(-1), "Asgd: the start must be finite and at least 0, but is -1.0");
        refused(() -> new TriggeredAsgd(-1), "TriggeredAsgd: the rate must be finite and at least 0, but is -1.0");
        refused(() -> new TriggeredAsgd(1).withPatience(-1), "TriggeredAsgd: the patience must be at least 0");
        refused(() -> new Rprop(-1), "Rprop: the rate must be finite and at least 0, but is -1.0");
        refused(() -> new Rprop().withFactors(1, 2), "Rprop: shrink must be above 0 and below 1, but is 1.0");
        refused(() -> new Rprop().withFactors(0.5, 1), "Rprop: growth must be finite and above 1, but is 1.0");
        refused(
                () -> new Rprop().withSteps(2, 1),
                "Rprop: the largest step must be finite and at least the smallest, which is 2.0, but is 1.0");
        refused(() -> new Lion(-1), "Lion: the rate must be finite and at least 0, but is -1.0");
        refused(() -> new Lion().withBetas(0, 1), "Lion: beta2 must be at least 0 and below 1, but is 1.0");
        refused(() -> new LazyAdam(-1), "LazyAdam: the rate must be finite and at least 0, but is -1.0");
    }

    @Test
    void everyRule_withoutParameters_isRefused() {
        Stream.concat(rules(), furtherRules()).forEach(arguments -> {
            Rule rule = (Rule) arguments.get()[0];
            refused(() -> rule.start(Parameters.none()), "Rule.start: expected at least one parameter, but got none");
        });
    }

    @Test
    void chain_withoutRules_orWithTwoUpdates_isRefused() {
        refused(Rule::chain, "Rule.chain: expected at least one rule");
        refused(() -> Rule.chain(new Adam(), new Sgd(1)), "expected one update, but got [Adam[");
        refused(() -> Rule.chain(new Adam(), new LazyAdam(1e-3)), "two rules keep state of the name exp_avg");
        refused(() -> Rule.chain(new Sgd(1), ClipNorm.global(1)), "expected an update behind ClipNorm[");
        refused(
                () -> Rule.chain(Rule.chain(new Sgd(1)), Penalty.l2(1), ExponentialAverage.of(0.9)),
                "expected an update behind Penalty[");
        Parameters parameters = Parameters.of("layer", new Linear(1, 1, RandomKey.of(1)));
        for (Rule none : List.of(
                ClipNorm.global(1),
                new ClipValue(1),
                new ClipParameterNorm(1, 2),
                ExponentialAverage.of(0.9),
                new StochasticWeightAverage(1, 1),
                Rule.chain(Penalty.l2(1), ClipNorm.global(1)))) {
            refused(() -> none.start(parameters), "expected a rule that updates the values, but got " + none);
            refused(() -> ParameterGroups.of(none), "ParameterGroups: expected an update, but got");
        }
        Rule.chain(Rule.chain(Penalty.l2(1), ClipNorm.global(1)), new Sgd(1)).start(parameters);
        Rule.chain(new Sgd(1), step -> {}).start(parameters);
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
