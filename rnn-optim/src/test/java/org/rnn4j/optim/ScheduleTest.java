package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.optim.schedule.Cosine;
import org.rnn4j.optim.schedule.Cyclic;
import org.rnn4j.optim.schedule.Exponential;
import org.rnn4j.optim.schedule.LinearRamp;
import org.rnn4j.optim.schedule.OneCycle;
import org.rnn4j.optim.schedule.ReduceOnPlateau;
import org.rnn4j.optim.schedule.StepDecay;
import org.rnn4j.tensor.RandomKey;

class ScheduleTest {
    private static Parameters parameters() {
        return GivenGradients.parameters(RandomKey.of(3).stream(), Map.of("weight", new int[] {4, 3}));
    }

    /** The parameters after these steps, with the same gradients for every optimizer. */
    private static Parameters train(Parameters parameters, Optimizer optimizer, int steps) {
        try (GivenGradients given = new GivenGradients(parameters)) {
            for (int step = 0; step < steps; step++) {
                optimizer.step(given.of(given.random(RandomKey.of(7).child(step).stream())));
            }
        }
        return parameters;
    }

    @Test
    void lambda_isASchedule() {
        Schedule schedule = step -> 1.0 / (1 + step);
        assertThat(schedule.factor(3)).isEqualTo(0.25);
        assertThat(schedule.momentum(3)).isEmpty();
        assertThat(schedule.state()).isEmpty();
        schedule.observe(Map.of("loss", 1.0));
        schedule.restore(Map.of());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schedule.restore(Map.of("factor", 0.5)))
                .withMessage("Schedule.restore: expected no state, because this schedule remembers nothing,"
                        + " but got {factor=0.5}");
    }

    @Test
    void then_startsTheNextAtItsBeginning() {
        Schedule schedule = LinearRamp.warmUp(10, 0.1)
                .then(10, Cyclic.triangular(0.2, 4).withMomentum(0.8, 0.9))
                .then(20, Schedule.constant(0.25));
        assertThat(schedule.factor(0)).isEqualTo(0.1);
        assertThat(schedule.factor(9)).isCloseTo(0.91, within(1e-15));
        assertThat(schedule.factor(10)).isEqualTo(0.2);
        assertThat(schedule.factor(14)).isEqualTo(1);
        assertThat(schedule.factor(19)).isEqualTo(Cyclic.triangular(0.2, 4).factor(9));
        assertThat(schedule.factor(20)).isEqualTo(0.25);
        assertThat(schedule.momentum(9)).isEmpty();
        assertThat(schedule.momentum(14)).hasValue(0.8);
        assertThat(schedule.momentum(20)).isEmpty();
    }

    @Test
    void times_multipliesAndTakesTheOneMomentum() {
        Schedule product = new Exponential(0.5).times(new OneCycle(10));
        assertThat(product.factor(2)).isEqualTo(0.25 * new OneCycle(10).factor(2));
        assertThat(product.momentum(2)).isEqualTo(new OneCycle(10).momentum(2));
        assertThat(new OneCycle(10).times(Schedule.constant()).momentum(4)).isEqualTo(new OneCycle(10).momentum(4));
        assertThatIllegalStateException()
                .isThrownBy(() -> new OneCycle(10).times(new OneCycle(10)).momentum(2))
                .withMessage("Schedule.times: expected the momentum of step 2 from one of the schedules, but both give"
                        + " it: 0.85 and 0.85; make one of them without momentum");
    }

    @Test
    void perEpoch_countsEpochs() {
        Schedule schedule = new StepDecay(2, 0.5).perEpoch(3);
        assertThat(schedule.factor(5)).isEqualTo(1);
        assertThat(schedule.factor(6)).isEqualTo(0.5);
        assertThat(schedule.factor(12)).isEqualTo(0.25);
        assertThat(new OneCycle(10).perEpoch(3).momentum(5)).isEqualTo(new OneCycle(10).momentum(1));
    }

    @Test
    void impossibleCompositions_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.constant().perEpoch(0))
                .withMessage("Schedule.perEpoch: the number of steps per epoch must be at least 1, but is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.constant().then(-1, Schedule.constant()))
                .withMessage("Schedule.then: the number of steps must be at least 0, but is -1");
        for (double wrong : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Schedule.constant(wrong))
                    .withMessageContaining("the factor must be finite and at least 0, but is " + wrong);
        }
    }

    @Test
    void composedState_goesBackToWhereItCameFrom() {
        ReduceOnPlateau plateau = ReduceOnPlateau.lowest("loss").withPatience(0).withGamma(0.5);
        Schedule one = plateau.start()
                .then(5, plateau.withGamma(0.25).start())
                .times(plateau.start())
                .perEpoch(1);
        one.observe(Map.of("loss", 1.0));
        one.observe(Map.of("loss", 2.0));
        assertThat(one.factor(0)).isEqualTo(0.25);
        assertThat(one.factor(5)).isEqualTo(0.125);
        Schedule other = plateau.start()
                .then(5, plateau.withGamma(0.25).start())
                .times(plateau.start())
                .perEpoch(1);
        other.restore(one.state());
        assertThat(other.state()).isEqualTo(one.state()).hasSize(12).containsEntry("first.second.factor", 0.25);
        assertThat(other.factor(5)).isEqualTo(0.125);
    }

    @Test
    void refusedState_changesNothing() {
        ReduceOnPlateau plateau = ReduceOnPlateau.lowest("loss").withPatience(0);
        Schedule schedule = plateau.start().times(Schedule.constant());
        Map<String, Double> before = schedule.state();
        Map<String, Double> wrong = Map.of(
                "first.factor", 0.5, "first.bad_evaluations", 0.0, "first.cooling_evaluations", 0.0, "second.x", 1.0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schedule.restore(wrong))
                .withMessageContaining("remembers nothing, but got {x=1.0}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schedule.restore(Map.of("factor", 0.5)))
                .withMessage("Schedule.restore: expected names that begin with first. or second., because these are two"
                        + " schedules in one, but got factor");
        assertThat(schedule.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void scheduledMomentum_isTheSameAsTheRulesOwn(boolean nesterov) {
        Schedule scheduled = new Cyclic(1, 1, 5, 5, new Cyclic.Triangular(), null).withMomentum(0.7, 0.7);
        Sgd plain = new Sgd(0.1);
        Rule own = nesterov ? plain.withNesterovMomentum(0.7) : plain.withMomentum(0.7);
        Rule other = nesterov ? plain.withNesterovMomentum(0.2) : plain.withMomentum(0.2);
        assertSame(own, other, scheduled);
    }

    @Test
    void scheduledMomentum_isBeta1OfAdamAndItsKin() {
        Schedule scheduled = Cyclic.triangular(1, 5).withMomentum(0.7, 0.7);
        assertSame(new Adam().withBetas(0.7, 0.999), new Adam(), scheduled);
        assertSame(new LazyAdam(1e-3, 0.7, 0.999, 1e-8), new LazyAdam(1e-3, 0.9, 0.999, 1e-8), scheduled);
        assertSame(new Radam().withBetas(0.7, 0.999), new Radam(), scheduled);
        assertSame(new Adamax().withBetas(0.7, 0.999), new Adamax(), scheduled);
        assertSame(
                Rule.chain(ClipNorm.global(1), new AdamW().withBetas(0.7, 0.999)),
                Rule.chain(ClipNorm.global(1), new AdamW()),
                scheduled);
    }

    @Test
    void scheduledMomentum_isThatOfRmsProp() {
        Schedule scheduled = Cyclic.triangular(1, 5).withMomentum(0.7, 0.7);
        for (RmsProp rule : new RmsProp[] {new RmsProp(), new RmsProp().withCentering()}) {
            assertSame(rule.withMomentum(0.7), rule.withMomentum(0.2), scheduled);
        }
        Rule groups = ParameterGroups.of(new Adam(), Group.of("weight").withRate(0.5));
        assertThat(groups.takesMomentum()).isTrue();
    }

    private static void assertSame(Rule own, Rule other, Schedule scheduled) {
        Parameters first = parameters();
        Parameters second = parameters();
        train(first, own.start(first), 8);
        train(second, other.start(second, scheduled), 8);
        assertThat(second.snapshot()).isEqualTo(first.snapshot());
        Parameters third = parameters();
        train(third, other.start(third), 8);
        assertThat(third.snapshot()).isNotEqualTo(first.snapshot());
    }

    @Test
    void momentumForARuleWithout_isRefusedAndChangesNothing() {
        Parameters parameters = parameters();
        Optimizer optimizer = new Sgd(0.1).start(parameters, new OneCycle(10));
        assertThatIllegalStateException()
                .isThrownBy(() -> train(parameters, optimizer, 1))
                .withMessageStartingWith(
                        "Optimizer.step: the schedule gives step 0 the momentum 0.95, but the rule has none: Sgd[")
                .withMessageEndingWith("give the rule a momentum, or make the schedule without");
        assertThat(parameters.snapshot()).isEqualTo(parameters().snapshot());
        train(parameters, new Sgd(0.1).start(parameters, new OneCycle(10).withoutMomentum()), 1);
        assertThat(parameters.snapshot()).isNotEqualTo(parameters().snapshot());
    }

    @Test
    void momentumOutsideItsRange_isRefused() {
        Schedule wrong = new Schedule() {
            @Override
            public double factor(long step) {
                return 1;
            }

            @Override
            public OptionalDouble momentum(long step) {
                return OptionalDouble.of(1);
            }
        };
        Parameters parameters = parameters();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> train(parameters, new Adam().start(parameters, wrong), 1))
                .withMessage("Schedule: the momentum of step 0 must be at least 0 and below 1, but is 1.0");
    }

    @Test
    void scheduleState_isPartOfTheOptimizersState() {
        Schedule schedule = ReduceOnPlateau.lowest("loss").withPatience(0).start();
        Optimizer optimizer = new Adam().start(parameters(), schedule);
        optimizer.observe(Map.of("loss", 1.0));
        optimizer.observe(Map.of("loss", 1.0));
        OptimizerState state = optimizer.state();
        assertThat(state.schedule()).containsEntry("factor", 0.1).containsEntry("best", 1.0);
        Schedule fresh = ReduceOnPlateau.lowest("loss").withPatience(0).start();
        Optimizer resumed = new Adam().start(parameters(), fresh);
        resumed.restore(state);
        assertThat(fresh.factor(0)).isEqualTo(0.1);
        assertThat(resumed.state()).isEqualTo(state);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Adam().start(parameters(), new Cosine(9)).restore(state))
                .withMessageContaining("this schedule remembers nothing");
    }

    @Test
    void trainer_tellsTheScheduleEveryEvaluation() {
        double[] losses = {3, 2, 2, 2, 1};
        int[] evaluations = {0};
        NoisyRegression model = new NoisyRegression();
        Schedule schedule =
                ReduceOnPlateau.lowest("loss").withPatience(1).withGamma(0.5).start();
        try (Context context = Context.create(KernelChoice.PORTABLE, 1)) {
            Trainer.builder(
                            context,
                            model.objective(),
                            new Sgd(0.01).start(model.parameters(), schedule),
                            new ListSource<>(NoisyRegression.data(4, RandomKey.of(1)), RandomKey.of(2)),
                            RandomKey.of(3))
                    .epochs(5)
                    .evaluator(() -> Map.of("loss", losses[evaluations[0]++]))
                    .build()
                    .run();
        }
        assertThat(evaluations[0]).isEqualTo(5);
        assertThat(schedule.factor(0)).isEqualTo(0.5);
        assertThat(schedule.state()).containsEntry("best", 1.0);
    }
}
