package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;

class OptimizerTest {
    private static Parameters twoParameters(long seed) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put("weight", new int[] {4, 3});
        shapes.put("bias", new int[] {5});
        return GivenGradients.parameters(RandomKey.of(seed).stream(), shapes);
    }

    static Stream<Rule> rules() {
        return Stream.of(
                new Sgd(0.1),
                new Sgd(0.1).withMomentum(0.9).withDampening(0.2),
                new Adam(0.01).withWeightDecay(0.1),
                new AdamW(0.01).withAmsgrad(),
                Rule.chain(Penalty.l2(0.01), ClipNorm.global(1), new Adam(0.01)),
                new Nadam(0.01).withWeightDecay(0.1),
                new Radam(0.01).withBetas(0.9, 0.9),
                new Adamax(0.01),
                new Adagrad(0.1).withRateDecay(0.1).withInitialAccumulator(0.5),
                new Adadelta(),
                new RmsProp(0.01),
                new RmsProp(0.01).withMomentum(0.5).withCentering(),
                new Asgd(0.1).withLambda(0.1).withStart(4),
                new TriggeredAsgd(0.1),
                new Rprop(0.01),
                new Lion(0.01).withWeightDecay(0.1),
                new LazyAdam(0.01),
                Rule.chain(new Sgd(0.1), ExponentialAverage.of(0.9)),
                Rule.chain(new Adam(0.01), ExponentialAverage.of(0.9).withBiasCorrection()),
                Rule.chain(ClipNorm.perParameter(1), new Adam(0.01), new StochasticWeightAverage(3, 2)),
                ParameterGroups.of(
                        new AdamW(0.01), Group.of("bias").withWeightDecay(0.5).withRate(0.5)));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void restoredState_continuesBitForBit(Rule rule) {
        Parameters straight = twoParameters(5);
        Parameters resumed = twoParameters(5);
        Schedule schedule = step -> 1.0 / (1 + step);
        Optimizer uninterrupted = rule.start(straight, schedule);
        Optimizer before = rule.start(resumed, schedule);
        try (GivenGradients given = new GivenGradients(straight);
                GivenGradients givenResumed = new GivenGradients(resumed)) {
            steps(uninterrupted, given, 0, 20);
            steps(before, givenResumed, 0, 9);
            assertThat(before.state()).isNotEqualTo(uninterrupted.state());
            OptimizerState state = before.state();
            steps(before, givenResumed, 9, 11);
            resumed.restore(twoParametersAfter(rule, schedule, 9));
            Optimizer after = rule.start(resumed, schedule);
            after.restore(state);
            steps(after, givenResumed, 9, 20);
            assertThat(resumed.snapshot()).isEqualTo(straight.snapshot());
            assertThat(after.state()).isEqualTo(uninterrupted.state());
        }
    }

    private static Map<String, Tensor> twoParametersAfter(Rule rule, Schedule schedule, int steps) {
        Parameters parameters = twoParameters(5);
        try (GivenGradients given = new GivenGradients(parameters)) {
            steps(rule.start(parameters, schedule), given, 0, steps);
        }
        return parameters.snapshot();
    }

    private static void steps(Optimizer optimizer, GivenGradients given, int from, int to) {
        for (int step = from; step < to; step++) {
            RandomStream random = RandomKey.of(11).child(step).stream();
            Map<String, float[]> gradients = given.random(random);
            if (step % 3 == 0) {
                gradients.remove("bias");
            }
            optimizer.step(given.of(gradients));
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void parameterWithoutGradient_isUntouched(Rule rule) {
        Parameters parameters = twoParameters(5);
        Tensor bias = parameters.get("bias").toTensor();
        long version = parameters.get("bias").version();
        Optimizer optimizer = rule.start(parameters);
        try (GivenGradients given = new GivenGradients(parameters)) {
            Map<String, float[]> gradients = given.random(RandomKey.of(1).stream());
            gradients.remove("bias");
            optimizer.step(given.of(gradients));
        }
        assertThat(parameters.get("bias").toTensor()).isEqualTo(bias);
        assertThat(parameters.get("bias").version()).isEqualTo(version);
        assertThat(parameters.get("weight").version()).isPositive();
        assertThat(optimizer.state().updates()).isEqualTo(Map.of("weight", 1L, "bias", 0L));
        assertThat(optimizer.state().tensors().keySet()).noneMatch(name -> name.startsWith("bias"));
    }

    @Test
    void stepWithoutAnyGradient_isRefused() {
        Parameters parameters = twoParameters(5);
        Optimizer optimizer = new Adam().start(parameters);
        try (GivenGradients given = new GivenGradients(parameters)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> optimizer.step(given.of(Map.of())))
                    .withMessageContaining("no parameter has a gradient")
                    .withMessageContaining("[weight, bias]");
        }
    }

    @Test
    void startWithoutParameters_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Adam().start(Parameters.none()))
                .withMessageContaining("expected at least one parameter");
    }

    @Test
    void scheduleWithNegativeFactor_isRefusedAtItsStep() {
        Parameters parameters = twoParameters(5);
        Optimizer optimizer = new Adam().start(parameters, step -> 1 - step);
        try (GivenGradients given = new GivenGradients(parameters)) {
            steps(optimizer, given, 0, 2);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> steps(optimizer, given, 2, 3))
                    .withMessage("Schedule: the factor of step 2 must be finite and at least 0, but is -1.0");
        }
    }

    @Test
    void stateOfAnotherRuleOrModel_isRefused_andNothingChanges() {
        Parameters parameters = twoParameters(5);
        Optimizer sgd = new Sgd(1).withMomentum(0.5).start(parameters);
        Optimizer adam = new Adam().start(parameters);
        try (GivenGradients given = new GivenGradients(parameters)) {
            steps(sgd, given, 1, 2);
            steps(adam, given, 1, 3);
        }
        OptimizerState before = adam.state();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adam.restore(sgd.state()))
                .withMessageContaining("weight.exp_avg is missing, though weight was updated 1 times");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sgd(1).start(parameters).restore(sgd.state()))
                .withMessageContaining("keeps no state of these names: [")
                .withMessageContaining("weight.momentum_buffer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adam.restore(new OptimizerState(1, Map.of("other", 1L), Map.of())))
                .withMessageContaining("expected state of the parameters [weight, bias], but got [other]");
        Map<String, Tensor> wrong = new LinkedHashMap<>(before.tensors());
        wrong.put("bias.exp_avg_sq", Tensor.zeros(4));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> adam.restore(new OptimizerState(9, before.updates(), wrong)))
                .withMessage("Optimizer.restore: bias.exp_avg_sq: expected shape [5], but got [4]");
        assertThat(adam.state()).isEqualTo(before);
    }

    @Test
    void stateWithImpossibleCounts_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OptimizerState(-1, Map.of(), Map.of()))
                .withMessageContaining("expected at least 0 steps, but got -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OptimizerState(3, Map.of("weight", 4L), Map.of()))
                .withMessageContaining("expected 0 to 3 updates of weight, one at most in each step, but got 4");
    }

    @Test
    void exportedState_isACopy() {
        Parameters parameters = twoParameters(5);
        Optimizer optimizer = new Adam().start(parameters);
        try (GivenGradients given = new GivenGradients(parameters)) {
            steps(optimizer, given, 1, 2);
            OptimizerState state = optimizer.state();
            Tensor mean = state.tensors().get("weight.exp_avg").copy();
            steps(optimizer, given, 2, 3);
            assertThat(state.tensors().get("weight.exp_avg")).isEqualTo(mean);
        }
    }

    @Test
    void ruleOfAUser_hasStateAndReports() {
        Rule sum = new Rule() {
            @Override
            public List<String> stateNames() {
                return List.of("sum");
            }

            @Override
            public void apply(Step step) {
                for (Slot slot : step.slots()) {
                    float[] sum = slot.state("sum");
                    for (int i = 0; i < slot.count(); i++) {
                        sum[i] += slot.gradient()[i];
                    }
                    slot.parameter().update(p -> System.arraycopy(sum, 0, p, 0, slot.count()));
                    step.report("updates", slot.update());
                }
            }
        };
        Parameters parameters = twoParameters(5);
        Optimizer optimizer = sum.start(parameters);
        try (GivenGradients given = new GivenGradients(parameters)) {
            float[] bias = {1, 2, 3, 4, 5};
            optimizer.step(given.of(Map.of("bias", bias)));
            optimizer.step(given.of(Map.of("bias", bias)));
        }
        assertThat(parameters.get("bias").values()).containsExactly(2, 4, 6, 8, 10);
        assertThat(optimizer.figures()).isEqualTo(Map.of("updates", 2.0));
        assertThat(optimizer.state().tensors().keySet()).containsExactly("bias.sum");
    }

    @Test
    void slotOutsideAStep_andUndeclaredState_areErrors() {
        Parameters parameters = twoParameters(5);
        Slot[] kept = new Slot[1];
        Rule keeps = step -> {
            kept[0] = step.slots().get(0);
            kept[0].state("average");
        };
        try (GivenGradients given = new GivenGradients(parameters)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> steps(keeps.start(parameters), given, 1, 2))
                    .withMessageContaining("there is no state average");
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> kept[0].gradient())
                .withMessage("Slot.gradient: weight has no gradient in this step");
    }
}
