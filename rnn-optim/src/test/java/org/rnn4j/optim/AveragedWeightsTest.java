package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;

/** {@link AveragedWeights} with {@link ExponentialAverage}, {@link StochasticWeightAverage} and {@link Asgd}. */
class AveragedWeightsTest {
    private static final int STEPS = 30;

    private static Parameters parameters() {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put("weight", new int[] {4, 3});
        shapes.put("unused", new int[] {5});
        return GivenGradients.parameters(RandomKey.of(5).stream(), shapes);
    }

    /** Takes steps without a gradient for {@code unused}; returns the values of {@code weight} after each. */
    private static List<float[]> train(Optimizer optimizer, int steps) {
        RandomStream random = RandomKey.of(6).stream();
        List<float[]> path = new ArrayList<>();
        try (GivenGradients given = new GivenGradients(optimizer.parameters())) {
            for (int step = 0; step < steps; step++) {
                Map<String, float[]> gradients = given.random(random);
                gradients.remove("unused");
                optimizer.step(given.of(gradients));
                path.add(optimizer.parameters().get("weight").values().clone());
            }
        }
        return path;
    }

    /** The average in the model is {@code formula} of each element's path, and afterwards everything is as before. */
    private static void check(Rule rule, Function<double[], Double> formula) {
        Parameters parameters = parameters();
        Optimizer optimizer = rule.start(parameters);
        List<float[]> path = train(optimizer, STEPS);
        Map<String, Tensor> trained = parameters.snapshot();
        OptimizerState state = optimizer.state();
        try (AveragedWeights averaged = AveragedWeights.apply(optimizer)) {
            float[] values = parameters.get("weight").values();
            for (int i = 0; i < values.length; i++) {
                int element = i;
                double expected = formula.apply(
                        path.stream().mapToDouble(point -> point[element]).toArray());
                assertThat((double) values[i]).isCloseTo(expected, Offset.offset(2e-6));
            }
            assertThat(parameters.get("unused").toTensor()).isEqualTo(trained.get("unused"));
            assertThat(parameters.snapshot()).isNotEqualTo(trained);
            assertThat(averaged.trained()).isEqualTo(trained);
            assertThat(optimizer.state()).isEqualTo(state);
        }
        assertThat(parameters.snapshot()).isEqualTo(trained);
        assertThat(optimizer.state()).isEqualTo(state);
    }

    @Test
    void exponentialAverage_followsTheFormulaInDouble() {
        check(Rule.chain(new Sgd(0.3), ExponentialAverage.of(0.8)), path -> {
            double average = path[0];
            for (double p : path) {
                average = 0.8 * average + 0.2 * p;
            }
            return average;
        });
    }

    @Test
    void biasCorrectedAverage_givesEveryWeightItsShare() {
        check(
                Rule.chain(
                        ClipNorm.global(1),
                        new Sgd(0.3),
                        ExponentialAverage.of(0.9).withBiasCorrection()),
                path -> {
                    double sum = 0;
                    double shares = 0;
                    for (int i = 0; i < path.length; i++) {
                        double share = StrictMath.pow(0.9, path.length - 1 - i);
                        sum += share * path[i];
                        shares += share;
                    }
                    return sum / shares;
                });
    }

    @Test
    void stochasticWeightAverage_isTheMeanOfItsPoints() {
        check(Rule.chain(new Sgd(0.3), new StochasticWeightAverage(7, 4)), path -> {
            double sum = 0;
            int count = 0;
            for (int n = 11; n <= path.length; n += 4) {
                sum += path[n - 1];
                count++;
            }
            return sum / count;
        });
    }

    @Test
    void asgd_averagesFromItsStart() {
        check(new Asgd(0.3).withStart(9), path -> {
            double average = 0;
            for (int n = 1; n <= path.length; n++) {
                double mu = 1 / Math.max(1.0, n - 1 - 9);
                average += mu * (path[n - 1] - average);
            }
            return average;
        });
    }

    @Test
    void groupsAndFrozenParameters_haveAverages() {
        Parameters parameters = parameters();
        Tensor unused = parameters.get("unused").toTensor();
        Rule rule = ParameterGroups.of(new Asgd(0.3), Group.of("unused").frozen());
        Optimizer optimizer = rule.start(parameters);
        List<float[]> path = train(optimizer, 3);
        try (AveragedWeights averaged = AveragedWeights.apply(optimizer)) {
            assertThat(averaged.trained().get("unused")).isEqualTo(unused);
            assertThat(parameters.get("unused").toTensor()).isEqualTo(unused);
            assertThat(parameters.get("weight").values()).isEqualTo(path.get(2));
        }
    }

    @Test
    void whileAveragesAreInPlace_stepsAndASecondExchange_areRefused() {
        Optimizer optimizer =
                Rule.chain(new Sgd(0.3), ExponentialAverage.of(0.9)).start(parameters());
        train(optimizer, 3);
        try (AveragedWeights averaged = AveragedWeights.apply(optimizer)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> train(optimizer, 1))
                    .withMessageContaining("the averaged weights are in place; close the AveragedWeights first");
            assertThatIllegalStateException()
                    .isThrownBy(() -> AveragedWeights.apply(optimizer))
                    .withMessageContaining("in place already");
            OptimizerState state = optimizer.state();
            assertThatIllegalStateException()
                    .isThrownBy(() -> optimizer.restore(state))
                    .withMessageContaining("Optimizer.restore: the averaged weights are in place");
            averaged.close();
            averaged.close();
            train(optimizer, 1);
        }
        assertThat(optimizer.steps()).isEqualTo(4);
    }

    @Test
    void keptAverages_becomeTheWeights() {
        Optimizer optimizer =
                Rule.chain(new Sgd(0.3), ExponentialAverage.of(0.9)).start(parameters());
        train(optimizer, 3);
        Map<String, Tensor> trained = optimizer.parameters().snapshot();
        try (AveragedWeights averaged = AveragedWeights.apply(optimizer)) {
            averaged.keep();
            assertThatIllegalStateException().isThrownBy(averaged::keep).withMessageContaining("is closed");
        }
        assertThat(optimizer.parameters().snapshot()).isNotEqualTo(trained);
        assertThat(optimizer.parameters().get("weight").values())
                .isEqualTo(optimizer.state().tensors().get("weight.average").values());
    }

    @Test
    void evaluatorOnAverages_putsTheWeightsBack_alsoWhenItFails() {
        Optimizer optimizer =
                Rule.chain(new Sgd(0.3), ExponentialAverage.of(0.9)).start(parameters());
        train(optimizer, 3);
        Map<String, Tensor> trained = optimizer.parameters().snapshot();
        double first = optimizer.state().tensors().get("weight.average").values()[0];
        Evaluator evaluator = AveragedWeights.evaluator(
                optimizer,
                () -> Map.of(
                        "first", (double) optimizer.parameters().get("weight").values()[0]));
        assertThat(evaluator.evaluate()).isEqualTo(Map.of("first", first));
        assertThat(optimizer.parameters().snapshot()).isEqualTo(trained);
        Evaluator failing = AveragedWeights.evaluator(optimizer, () -> {
            throw new UnsupportedOperationException("no data");
        });
        assertThatThrownBy(failing::evaluate).hasMessage("no data");
        assertThat(optimizer.parameters().snapshot()).isEqualTo(trained);
        train(optimizer, 1);
    }

    @Test
    void missingAverages_areErrors() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AveragedWeights.apply(new Adam().start(parameters())))
                .withMessageContaining("the rule keeps no average: Adam[");
        Optimizer fresh = Rule.chain(new Adam(), ExponentialAverage.of(0.9)).start(parameters());
        assertThatIllegalStateException()
                .isThrownBy(() -> AveragedWeights.apply(fresh))
                .withMessageContaining("there is no average before the first step");
        Optimizer early =
                Rule.chain(new Adam(), new StochasticWeightAverage(5, 5)).start(parameters());
        train(early, 9);
        assertThatIllegalStateException()
                .isThrownBy(() -> AveragedWeights.apply(early))
                .withMessage(
                        "StochasticWeightAverage: the first average of weight is taken at its update 10, but it had"
                                + " 9; train on, or start earlier");
        train(early, 1);
        AveragedWeights.apply(early).close();
    }

    @Test
    void averageThatIsNotLast_orASecondOne_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rule.chain(ExponentialAverage.of(0.9), new Adam()))
                .withMessageContaining("averages the weights and must be the last rule");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rule.chain(new Asgd(), ExponentialAverage.of(0.9)))
                .withMessageContaining("Asgd[");
    }

    @Test
    void hyperParameters_outOfRange_areNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExponentialAverage.of(1))
                .withMessage("ExponentialAverage: the decay must be at least 0 and below 1, but is 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StochasticWeightAverage(-1, 1))
                .withMessage("StochasticWeightAverage: the start must be at least 0, but is -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StochasticWeightAverage(0, 0))
                .withMessage("StochasticWeightAverage: the distance of points must be at least 1, but is 0");
    }
}
