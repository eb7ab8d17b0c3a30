package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.io.ParameterFiles;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

class LrFinderTest {
    private static final RandomKey KEY = RandomKey.of(4);

    private final Context context = Context.create(KernelChoice.PORTABLE, 1);

    @AfterEach
    void close() {
        context.close();
    }

    private static BatchSource<Batch<Tensor, Tensor>> data() {
        return new ListSource<>(NoisyRegression.data(12, RandomKey.of(1)), RandomKey.of(2));
    }

    /** Training that can be looked into in the middle of an epoch. */
    private final class Training {
        private final NoisyRegression model = new NoisyRegression();
        private final Objective<Batch<Tensor, Tensor>> objective = model.objective();
        private final BatchSource<Batch<Tensor, Tensor>> batches = data();
        private final Optimizer optimizer = new Adam(0.05).start(model.parameters());

        void steps(int count) {
            for (int i = 0; i < count; i++) {
                try (Tape tape = Tape.training(context, KEY.child(optimizer.steps()))) {
                    optimizer.step(tape.gradients(objective.loss(tape, batches.next())));
                }
            }
        }

        String weights() {
            return ParameterFiles.sha256(model.parameters());
        }
    }

    @Test
    void afterwards_everythingIsAsBefore_bitForBit() {
        Training straight = new Training();
        straight.steps(11);
        Training searched = new Training();
        searched.steps(5);
        String weights = searched.weights();
        OptimizerState state = searched.optimizer.state();

        LrSweep sweep = new LrFinder().run(context, searched.objective, Adam::new, searched.batches, KEY);

        assertThat(sweep.points()).hasSizeGreaterThan(100);
        assertThat(searched.weights()).isEqualTo(weights);
        assertThat(searched.optimizer.state()).isEqualTo(state);
        assertThat(searched.batches.position()).isEqualTo(new BatchSource.Position(0, 5));
        searched.steps(6);
        assertThat(searched.weights()).isEqualTo(straight.weights()).isNotEqualTo(weights);
        assertThat(searched.optimizer.state()).isEqualTo(straight.optimizer.state());
    }

    /** An objective that throws in some steps. */
    private static Objective<Batch<Tensor, Tensor>> failing(
            Objective<Batch<Tensor, Tensor>> objective, IntPredicate fails, RuntimeException failure) {
        int[] step = {0};
        return new Objective<>() {
            @Override
            public Var loss(Tape tape, Batch<Tensor, Tensor> batch) {
                if (fails.test(step[0]++)) {
                    throw failure;
                }
                return objective.loss(tape, batch);
            }

            @Override
            public Parameters parameters() {
                return objective.parameters();
            }
        };
    }

    @Test
    void lossThatRaisesAnException_leavesEverythingAsBefore() {
        Training straight = new Training();
        straight.steps(11);
        Training searched = new Training();
        searched.steps(5);
        String weights = searched.weights();
        RuntimeException failure = new IllegalStateException("no such word");
        String[] during = {""};
        Objective<Batch<Tensor, Tensor>> objective = failing(
                searched.objective,
                step -> {
                    during[0] = searched.weights();
                    return step == 40;
                },
                failure);

        assertThatThrownBy(() ->
                        new LrFinder().withRates(1e-2, 1).run(context, objective, Adam::new, searched.batches, KEY))
                .isSameAs(failure);

        assertThat(during[0]).isNotEqualTo(weights);
        assertThat(searched.weights()).isEqualTo(weights);
        assertThat(searched.batches.position()).isEqualTo(new BatchSource.Position(0, 5));
        searched.steps(6);
        assertThat(searched.weights()).isEqualTo(straight.weights());
        assertThat(searched.optimizer.state()).isEqualTo(straight.optimizer.state());
    }

    @Test
    void twoSweeps_areTheSame() {
        Training training = new Training();
        LrSweep first = new LrFinder().run(context, training.objective, Adam::new, training.batches, KEY);
        training.batches.next();
        LrSweep second = new LrFinder().run(context, training.objective, Adam::new, training.batches, KEY);
        assertThat(second).isEqualTo(first);
    }

    @Test
    void rates_growByTheSameFactor_overTheDataAgainAndAgain() {
        Training training = new Training();
        LrSweep sweep = new LrFinder()
                .withRates(1e-5, 1e-2)
                .withSteps(31)
                .run(context, training.objective, Sgd::new, training.batches, KEY);
        assertThat(sweep.ending()).isEqualTo(LrSweep.Ending.COMPLETE);
        assertThat(sweep.points()).hasSize(31);
        assertThat(sweep.points().get(0).rate()).isEqualTo(1e-5);
        assertThat(sweep.points().get(10).rate()).isCloseTo(1e-4, within(1e-16));
        assertThat(sweep.points().get(30).rate()).isCloseTo(1e-2, within(1e-16));
    }

    @Test
    void points_haveTheLossesOfThatTraining_smoothed() {
        Training training = new Training();
        LrSweep sweep = new LrFinder()
                .withRates(1e-3, 1e-1)
                .withSteps(20)
                .withSmoothing(0.9)
                .run(context, training.objective, Sgd::new, training.batches, KEY);
        Training byHand = new Training();
        Optimizer optimizer = new Sgd(1)
                .start(
                        byHand.model.parameters(),
                        step -> sweep.points().get((int) step).rate());
        List<Double> losses = new ArrayList<>();
        for (int step = 0; step < 20; step++) {
            if (!byHand.batches.hasNext()) {
                byHand.batches.restore(new BatchSource.Position(1, 0));
            }
            try (Tape tape = Tape.training(context, KEY.child(step))) {
                Var loss = byHand.objective.loss(tape, byHand.batches.next());
                losses.add((double) loss.item());
                optimizer.step(tape.gradients(loss));
            }
            double weights = 0;
            double sum = 0;
            for (int i = 0; i <= step; i++) {
                weights += StrictMath.pow(0.9, step - i);
                sum += StrictMath.pow(0.9, step - i) * losses.get(i);
            }
            assertThat(sweep.points().get(step).loss()).isEqualTo(losses.get(step));
            assertThat(sweep.points().get(step).smoothed()).isCloseTo(sum / weights, within(1e-12 * sum));
        }
    }

    @Test
    void divergingLoss_endsTheSweep() {
        Training training = new Training();
        LrSweep sweep = new LrFinder().run(context, training.objective, Sgd::new, training.batches, KEY);
        assertThat(sweep.ending()).isEqualTo(LrSweep.Ending.DIVERGED);
        LrSweep.Point last = sweep.points().get(sweep.points().size() - 1);
        assertThat(last.smoothed()).isGreaterThan(4 * sweep.best().smoothed());
        assertThat(last.rate()).isLessThan(10);
        assertThat(sweep.points().subList(0, sweep.points().size() - 1))
                .allSatisfy(point -> assertThat(point.smoothed())
                        .isLessThan(4 * sweep.points().get(0).smoothed()));
    }

    @Test
    void overflow_endsTheSweep() {
        Training training = new Training();
        for (DoubleFunction<Rule> rule :
                List.<DoubleFunction<Rule>>of(Sgd::new, rate -> Rule.chain(ClipNorm.global(1e30), new Sgd(rate)))) {
            LrSweep sweep = new LrFinder()
                    .withRates(1e-3, 1e6)
                    .withDivergence(Double.POSITIVE_INFINITY)
                    .run(context, training.objective, rule, training.batches, KEY);
            assertThat(sweep.ending()).isEqualTo(LrSweep.Ending.NOT_FINITE);
            assertThat(sweep.points())
                    .hasSizeGreaterThan(10)
                    .allSatisfy(point -> assertThat(point.loss()).isFinite());
        }
    }

    @Test
    void lossThatIsNeverFinite_isNoMatterOfTheRate() {
        Training training = new Training();
        training.model.parameters().get("bias").set(Tensor.of(new float[] {Float.NaN}, 1));
        assertThatThrownBy(() -> new LrFinder().run(context, training.objective, Sgd::new, training.batches, KEY))
                .isInstanceOf(NonFiniteException.class)
                .hasMessage("LrFinder: expected a finite loss, but it is NaN in step 0");
    }

    /** The sum of the losses of the last epoch of five; infinite if there is none. */
    private double lossAfterTraining(Rule rule) {
        Training training = new Training();
        Optimizer optimizer = rule.start(training.model.parameters());
        double last = 0;
        for (int epoch = 0; epoch < 5; epoch++) {
            training.batches.restore(new BatchSource.Position(epoch, 0));
            last = 0;
            while (training.batches.hasNext() && Double.isFinite(last)) {
                try (Tape tape = Tape.training(context, KEY)) {
                    Var loss = training.objective.loss(tape, training.batches.next());
                    last += Float.isFinite(loss.item()) ? loss.item() : Double.POSITIVE_INFINITY;
                    if (Double.isFinite(last)) {
                        optimizer.step(tape.gradients(loss));
                    }
                }
            }
        }
        return last;
    }

    @Test
    void suggestion_isNearTheBestOfAGrid() {
        for (DoubleFunction<Rule> rule : List.<DoubleFunction<Rule>>of(Sgd::new, Adam::new)) {
            double best = 0;
            double lowest = Double.POSITIVE_INFINITY;
            for (double rate = 1e-5; rate < 10; rate *= 1.5) {
                double loss = lossAfterTraining(rule.apply(rate));
                if (loss < lowest) {
                    lowest = loss;
                    best = rate;
                }
            }
            Training training = new Training();
            LrSweep sweep = new LrFinder().run(context, training.objective, rule, training.batches, KEY);
            assertThat(sweep.suggestion().orElseThrow().rate()).isBetween(best / 10, best * 10);
        }
    }

    @Test
    void suggestions_sayWhichAndWhy() {
        List<LrSweep.Point> points = new ArrayList<>();
        for (int step = 0; step <= 60; step++) { // flat, then one down per factor of ten from 1e-3 to 1e-1, then up
            double x = -6 + step / 10.0;
            double loss = x < -3 ? 5 : x <= -1 ? 2 - x : 3 + 9 * (x + 1);
            points.add(new LrSweep.Point(step, StrictMath.pow(10, x), loss, loss));
        }
        LrSweep sweep = new LrSweep(points, LrSweep.Ending.COMPLETE);
        assertThat(sweep.best().rate()).isCloseTo(0.1, within(1e-9));
        LrSweep.Suggestion tenth = sweep.tenthOfBest().orElseThrow();
        assertThat(tenth.rate()).isCloseTo(0.01, within(1e-9));
        assertThat(tenth.reason()).isEqualTo("a tenth of 0.100, where the smoothed loss is lowest, 3.000");
        LrSweep.Suggestion steepest = sweep.steepest().orElseThrow();
        assertThat(steepest.rate()).isBetween(0.001, 0.06);
        assertThat(steepest.reason())
                .isEqualTo("the smoothed loss falls fastest here, by 0.301 for each doubling of the rate");
        assertThat(sweep.suggestion()).hasValue(steepest.rate() < tenth.rate() ? steepest : tenth);
    }

    @Test
    void lossThatDoesNotFall_givesNoSuggestion() {
        List<LrSweep.Point> points = new ArrayList<>();
        for (int step = 0; step < 20; step++) {
            points.add(new LrSweep.Point(step, StrictMath.pow(10, -6 + step / 5.0), step, step));
        }
        assertThat(new LrSweep(points, LrSweep.Ending.DIVERGED).suggestion()).isEmpty();
        assertThat(new LrSweep(points.subList(0, 1), LrSweep.Ending.DIVERGED).suggestion())
                .isEmpty();
        for (int step = 0; step < 20; step++) { // noise that happens to fall at the beginning
            double loss = step <= 4 ? 5 - step : 1 + 0.1 * (step - 4);
            points.set(step, new LrSweep.Point(step, points.get(step).rate(), loss, loss));
        }
        assertThat(new LrSweep(points, LrSweep.Ending.DIVERGED).steepest()).isPresent();
        assertThat(new LrSweep(points, LrSweep.Ending.DIVERGED).suggestion()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LrSweep(List.of(), LrSweep.Ending.DIVERGED))
                .withMessage("LrSweep: expected at least one point, but got none");
    }

    @Test
    void whatCannotWork_isRefused() {
        Training training = new Training();
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new LrFinder().run(context, training.objective, rate -> new Sgd(0.1), training.batches, KEY))
                .withMessageStartingWith("LrFinder: expected a rule that depends on the rate it is given, but it is the"
                        + " same for 1 and 2: Sgd[rate=0.1");
        assertThatIllegalStateException()
                .isThrownBy(() -> new LrFinder()
                        .run(context, training.objective, Sgd::new, new ListSource<>(List.of(), KEY), KEY))
                .withMessage("LrFinder: the data has no batches; there is nothing to train on");
        for (Map.Entry<String, Runnable> wrong : Map.<String, Runnable>of(
                        "the lowest rate must be finite and above 0, but is 0.0", () -> new LrFinder().withRates(0, 1),
                        "the highest rate must be finite and above the lowest, 1.0, but is 1.0",
                                () -> new LrFinder().withRates(1, 1),
                        "the number of steps must be at least 10, but is 9", () -> new LrFinder().withSteps(9),
                        "the smoothing must be at least 0 and below 1, but is 1.0",
                                () -> new LrFinder().withSmoothing(1),
                        "the divergence must be above 1, but is NaN", () -> new LrFinder().withDivergence(Double.NaN))
                .entrySet()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> wrong.getValue().run())
                    .withMessage("LrFinder: " + wrong.getKey());
        }
    }
}
