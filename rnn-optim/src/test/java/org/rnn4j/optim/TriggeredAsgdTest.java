package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

class TriggeredAsgdTest {
    private static final double RATE = 0.3;
    private static final int STEPS = 40;
    private static final int EVERY = 4;
    /** With patience 2, the value at index 6 is the first above the least of those 3 and more before it. */
    private static final double[] LOSSES = {9, 8, 7, 7.5, 6, 6.5, 7.2, 5, 9};

    private static final int TRIGGER = 6;

    private static Parameters parameters() {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put("always", new int[] {4, 3});
        shapes.put("sometimes", new int[] {5});
        return GivenGradients.parameters(RandomKey.of(5).stream(), shapes);
    }

    private static Map<String, float[]> gradients(GivenGradients given, int step) {
        RandomStream random = RandomKey.of(11).child(step).stream();
        Map<String, float[]> gradients = given.random(random);
        if (step % 3 == 0) {
            gradients.remove("sometimes");
        }
        return gradients;
    }

    private static void train(Optimizer optimizer, GivenGradients given, int from, int to) {
        for (int step = from; step < to; step++) {
            if (step > 0 && step % EVERY == 0 && step / EVERY - 1 < LOSSES.length) {
                optimizer.observe(Map.of("loss", LOSSES[step / EVERY - 1]));
            }
            optimizer.step(given.of(gradients(given, step)));
        }
    }

    private static List<Observation> observations(double... values) {
        List<Observation> observations = new ArrayList<>();
        for (double value : values) {
            observations.add(new Observation(observations.size(), value));
        }
        return observations;
    }

    @Test
    void trigger_isTheFirstFigureAboveTheLeastOfTheOlderOnes() {
        TriggeredAsgd rule = new TriggeredAsgd(1).withPatience(2);
        for (int known = 0; known <= LOSSES.length; known++) {
            assertThat(rule.isTriggered(observations(java.util.Arrays.copyOf(LOSSES, known))))
                    .as("%d figures", known)
                    .isEqualTo(known > TRIGGER);
        }
        assertThat(new TriggeredAsgd(1).withPatience(0).isTriggered(observations(2, 2)))
                .isFalse();
        assertThat(new TriggeredAsgd(1).withPatience(0).isTriggered(observations(2, 3)))
                .isTrue();
        // At t = patience there is nothing to compare with: the paper demands t > n.
        assertThat(new TriggeredAsgd(1).withPatience(2).isTriggered(observations(1, 2, 3)))
                .isFalse();
        assertThat(new TriggeredAsgd(1).withPatience(2).isTriggered(observations(1, 2, 3, 4)))
                .isTrue();
    }

    @Test
    void average_isTheMeanOfTheWeightsFromTheTriggerOn() {
        Parameters parameters = parameters();
        Optimizer optimizer = new TriggeredAsgd(RATE).withPatience(2).start(parameters);
        int triggerStep = (TRIGGER + 1) * EVERY;
        Map<String, double[]> weights = new LinkedHashMap<>();
        Map<String, double[]> sums = new LinkedHashMap<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> {
            double[] copy = new double[parameter.count()];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = parameter.values()[i];
            }
            weights.put(name, copy);
        });
        try (GivenGradients given = new GivenGradients(parameters)) {
            for (int step = 0; step < STEPS; step++) {
                if (step == triggerStep) {
                    weights.forEach((name, values) -> sums.put(name, values.clone()));
                    weights.keySet().forEach(name -> counts.put(name, 1));
                }
                gradients(given, step).forEach((name, gradient) -> {
                    double[] values = weights.get(name);
                    for (int i = 0; i < values.length; i++) {
                        values[i] -= RATE * gradient[i];
                    }
                    if (sums.containsKey(name)) {
                        for (int i = 0; i < values.length; i++) {
                            sums.get(name)[i] += values[i];
                        }
                        counts.merge(name, 1, Integer::sum);
                    }
                });
            }
            train(optimizer, given, 0, STEPS);
        }
        assertThat(counts.get("sometimes")).isLessThan(counts.get("always"));
        try (AveragedWeights averaged = AveragedWeights.apply(optimizer)) {
            assertThat(averaged.trained()).hasSize(2);
            parameters.forEach((name, parameter) -> {
                for (int i = 0; i < parameter.count(); i++) {
                    assertThat((double) parameter.values()[i])
                            .as(name)
                            .isCloseTo(sums.get(name)[i] / counts.get(name), Offset.offset(3e-6));
                }
            });
        }
    }

    @Test
    void beforeTheTrigger_theAverageIsTheWeights() {
        Parameters parameters = parameters();
        Optimizer optimizer = new TriggeredAsgd(RATE).withPatience(2).start(parameters);
        try (GivenGradients given = new GivenGradients(parameters)) {
            train(optimizer, given, 0, (TRIGGER + 1) * EVERY);
        }
        try (AveragedWeights averaged = AveragedWeights.apply(optimizer)) {
            assertThat(parameters.snapshot()).isEqualTo(averaged.trained());
        }
    }

    @Test
    void restoredState_continuesBitForBit_beforeAndAfterTheTrigger() {
        for (int stop : new int[] {5, 27, 28, 29, 35}) {
            Parameters straight = parameters();
            Parameters resumed = parameters();
            Rule rule = new TriggeredAsgd(RATE).withPatience(2);
            Optimizer uninterrupted = rule.start(straight);
            Optimizer before = rule.start(resumed);
            Optimizer after = rule.start(resumed);
            try (GivenGradients given = new GivenGradients(straight);
                    GivenGradients givenResumed = new GivenGradients(resumed)) {
                train(uninterrupted, given, 0, STEPS);
                train(before, givenResumed, 0, stop);
                after.restore(before.state());
                train(after, givenResumed, stop, STEPS);
            }
            assertThat(resumed.snapshot()).isEqualTo(straight.snapshot());
            assertThat(after.state()).isEqualTo(uninterrupted.state());
            assertThat(after.state().tensors()).containsKey("always.averaged");
        }
    }

    @Test
    void figureThatIsMissingOrNotFinite_isRefused() {
        Optimizer optimizer = new TriggeredAsgd(RATE).start(parameters());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> optimizer.observe(Map.of("loss", Double.NaN)))
                .withMessage("Observation: the value must be finite, but is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> optimizer.observe(Map.of("accuracy", 0.5)))
                .withMessage("Optimizer.observe: the rule watches the figure loss, but the evaluation has [accuracy];"
                        + " give the Trainer an evaluator that returns it");
        assertThat(optimizer.state().observations()).isEmpty();
        Rule rule = Rule.chain(ClipNorm.global(1), new TriggeredAsgd(RATE).withFigure("perplexity"));
        Optimizer other = rule.start(parameters());
        other.observe(Map.of("loss", 1.0, "perplexity", 2.0));
        assertThat(other.state().observations()).containsExactly(new Observation(0, 2));
    }

    @Test
    void counters_areExactAndChecked() {
        Rule counting = new Rule() {
            @Override
            public List<String> counterNames() {
                return List.of("count");
            }

            @Override
            public void apply(Step step) {
                Slot slot = step.slots().get(0);
                for (long value : new long[] {0, 1, (1L << 24) - 1, 1L << 24, (1L << 24) + 1, (1L << 48) - 1}) {
                    slot.setCounter("count", value);
                    assertThat(slot.counter("count")).isEqualTo(value);
                }
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> slot.setCounter("count", 1L << 48))
                        .withMessageContaining("count must be from 0 to 2^48 - 1");
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> slot.counter("other"))
                        .withMessageContaining("there is no counter other; the rules declare [count]");
            }
        };
        Optimizer optimizer = counting.start(parameters());
        try (GivenGradients given = new GivenGradients(optimizer.parameters())) {
            optimizer.step(given.of(gradients(given, 0)));
        }
        assertThat(optimizer.steps()).isEqualTo(1);
    }
}
