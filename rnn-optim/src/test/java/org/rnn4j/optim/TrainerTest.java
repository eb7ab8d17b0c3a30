package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.Metric;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

class TrainerTest {
    private static final RandomKey KEY = RandomKey.of(17);
    private static final Rule RULE = Rule.chain(ClipNorm.global(5), new Sgd(0.05).withMomentum(0.5));

    private final Context context = Context.create(KernelChoice.PORTABLE, 1);
    private final NoisyRegression model = new NoisyRegression();

    @AfterEach
    void close() {
        context.close();
    }

    private static ListSource<Batch<Tensor, Tensor>> data() {
        return new ListSource<>(NoisyRegression.data(7, KEY.child("data")), KEY.child("order"));
    }

    private Trainer.Builder<Batch<Tensor, Tensor>> trainer() {
        return Trainer.builder(context, model.objective(), RULE.start(model.parameters()), data(), KEY);
    }

    /** Gives these values of {@code loss}, one after the other. */
    private static Evaluator losses(double... values) {
        Iterator<Double> next = java.util.Arrays.stream(values).iterator();
        return () -> Map.of("loss", next.next());
    }

    /** Remembers the weights after every epoch. */
    private final class WeightsOfEpochs implements TrainingListener {
        private final List<Map<String, Tensor>> weights = new ArrayList<>();

        @Override
        public void epochFinished(EpochReport report) {
            weights.add(model.parameters().snapshot());
        }
    }

    @Test
    void linearData_isLearned() {
        ListSource<Batch<Tensor, Tensor>> validation =
                new ListSource<>(NoisyRegression.data(4, KEY.child("validation")), KEY);
        TrainingResult result = trainer()
                .epochs(60)
                .evaluator(model.objective().evaluator(context, validation))
                .build()
                .run();
        assertThat(result.history()).hasSize(60);
        assertThat(result.bestEpoch()).isEqualTo(60);
        assertThat(result.stoppedEarly()).isFalse();
        assertThat(result.best().validation().get("loss")).isLessThan(1e-5);
        assertThat(result.best().trainingLoss()).isLessThan(1e-5);
        assertThat(result.history().get(0).trainingLoss()).isGreaterThan(1);
        assertThat(model.parameters().get("weight").values()[0]).isCloseTo(2f, Offset.offset(0.01f));
    }

    @Test
    void bits_areThoseOfTheLoopWrittenByHand() {
        NoisyRegression other = new NoisyRegression();
        Optimizer optimizer = RULE.start(other.parameters());
        Objective<Batch<Tensor, Tensor>> objective = other.objective();
        ListSource<Batch<Tensor, Tensor>> batches = data();
        for (int epoch = 0; epoch < 5; epoch++) {
            batches.restore(new BatchSource.Position(epoch, 0));
            while (batches.hasNext()) {
                try (Tape tape = Tape.training(context, KEY.child(optimizer.steps()))) {
                    Var loss = objective.loss(tape, batches.next());
                    optimizer.step(tape.gradients(loss));
                }
            }
        }
        trainer().epochs(5).build().run();
        assertThat(model.parameters().snapshot()).isEqualTo(other.parameters().snapshot());
    }

    @Test
    void sameKey_givesTheSameBits_forAnyNumberOfThreads_andAnotherKeyOthers() {
        Map<String, Tensor> one = weightsAfterTraining(1, KEY);
        assertThat(weightsAfterTraining(1, KEY)).isEqualTo(one);
        assertThat(weightsAfterTraining(2, KEY)).isEqualTo(one);
        assertThat(weightsAfterTraining(3, KEY)).isEqualTo(one);
        assertThat(weightsAfterTraining(1, RandomKey.of(18))).isNotEqualTo(one);
    }

    private static Map<String, Tensor> weightsAfterTraining(int threads, RandomKey key) {
        NoisyRegression model = new NoisyRegression();
        try (Context context = Context.create(KernelChoice.AUTO, threads)) {
            Trainer.builder(context, model.objective(), RULE.start(model.parameters()), data(), key)
                    .epochs(5)
                    .build()
                    .run();
        }
        return model.parameters().snapshot();
    }

    @Test
    void earlyStopping_endsAfterPatience_andRestoresTheBestWeights() {
        WeightsOfEpochs weights = new WeightsOfEpochs();
        TrainingResult result = trainer()
                .epochs(10)
                .evaluator(losses(4, 2, 3, 2.5, 1))
                .earlyStopping(EarlyStopping.lowest("loss", 2))
                .listener(weights)
                .build()
                .run();
        assertThat(result.history()).hasSize(4);
        assertThat(result.stoppedEarly()).isTrue();
        assertThat(result.bestEpoch()).isEqualTo(2);
        assertThat(result.best().validation()).isEqualTo(Map.of("loss", 2.0));
        assertThat(model.parameters().snapshot())
                .isEqualTo(weights.weights.get(1))
                .isNotEqualTo(weights.weights.get(3));
    }

    @Test
    void earlyStopping_atTheLastEpoch_restoresTheBestWeightsToo() {
        WeightsOfEpochs weights = new WeightsOfEpochs();
        TrainingResult result = trainer()
                .epochs(3)
                .evaluator(losses(4, 2, 3))
                .earlyStopping(EarlyStopping.lowest("loss", 5))
                .listener(weights)
                .build()
                .run();
        assertThat(result.stoppedEarly()).isFalse();
        assertThat(result.bestEpoch()).isEqualTo(2);
        assertThat(model.parameters().snapshot())
                .isEqualTo(weights.weights.get(1))
                .isNotEqualTo(weights.weights.get(2));
    }

    @Test
    void nonFiniteLoss_endsTraining_namesEpochAndStep_andRestoresTheBestWeights() {
        WeightsOfEpochs weights = new WeightsOfEpochs();
        List<Throwable> failures = new ArrayList<>();
        Objective<Batch<Tensor, Tensor>> broken = breaksAfter(7 * 3 + 4);
        Trainer<Batch<Tensor, Tensor>> trainer = Trainer.builder(
                        context, broken, RULE.start(model.parameters()), data(), KEY)
                .epochs(9)
                .evaluator(losses(4, 1, 3, 2, 2, 2))
                .earlyStopping(EarlyStopping.lowest("loss", 5))
                .listener(weights)
                .listener(new TrainingListener() {
                    @Override
                    public void failed(Throwable failure) {
                        failures.add(failure);
                    }
                })
                .build();
        assertThatExceptionOfType(NonFiniteException.class)
                .isThrownBy(trainer::run)
                .withMessageStartingWith("Trainer: epoch 4, step 5: expected a finite loss, but it is NaN");
        assertThat(failures).hasSize(1).first().isInstanceOf(NonFiniteException.class);
        assertThat(weights.weights).hasSize(3);
        assertThat(model.parameters().snapshot()).isEqualTo(weights.weights.get(1));
    }

    /** The model's objective, whose loss is NaN from this number of batches on. */
    private Objective<Batch<Tensor, Tensor>> breaksAfter(int batches) {
        Objective<Batch<Tensor, Tensor>> sound = model.objective();
        int[] seen = {0};
        return new Objective<>() {
            @Override
            public Var loss(Tape tape, Batch<Tensor, Tensor> batch) {
                Var loss = sound.loss(tape, batch);
                if (seen[0]++ >= batches) {
                    loss.values()[0] = Float.NaN;
                }
                return loss;
            }

            @Override
            public Parameters parameters() {
                return model.parameters();
            }
        };
    }

    @Test
    void nonFiniteGradient_namesEpochStepAndParameter() {
        model.parameters().get("bias").set(Tensor.vector(1e16f));
        Optimizer optimizer =
                Rule.chain(overflow(), ClipNorm.global(1), new Sgd(1)).start(model.parameters());
        Trainer<Batch<Tensor, Tensor>> trainer = Trainer.builder(context, model.objective(), optimizer, data(), KEY)
                .epochs(1)
                .build();
        assertThatExceptionOfType(NonFiniteException.class)
                .isThrownBy(trainer::run)
                .withMessageStartingWith(
                        "Trainer: epoch 1, step 1: ClipNorm: expected finite gradients, but element 0 of the gradient of ");
    }

    private static Rule overflow() {
        return step -> step.slots().forEach(slot -> {
            for (int i = 0; i < slot.count(); i++) {
                slot.gradient()[i] *= Float.MAX_VALUE;
            }
        });
    }

    @Test
    void nonFiniteWatchedFigure_endsTraining() {
        Trainer<Batch<Tensor, Tensor>> trainer = trainer()
                .epochs(5)
                .evaluator(losses(1, Double.POSITIVE_INFINITY))
                .earlyStopping(EarlyStopping.lowest("loss", 5))
                .build();
        assertThatExceptionOfType(NonFiniteException.class)
                .isThrownBy(trainer::run)
                .withMessage("EarlyStopping: expected a finite loss, but it is Infinity after epoch 2");
    }

    @Test
    void figureThatIsNotANumber_endsTraining_watchedOrNot() {
        Trainer<Batch<Tensor, Tensor>> trainer =
                trainer().epochs(5).evaluator(losses(1, Double.NaN)).build();
        assertThatExceptionOfType(NonFiniteException.class)
                .isThrownBy(trainer::run)
                .withMessageStartingWith("Trainer: epoch 2, step ")
                .withMessageContaining("expected the evaluator's figures to be numbers, but loss is NaN");
    }

    @Test
    void reports_weightLossesByItems_andAverageTheRulesFigures() {
        List<StepReport> steps = new ArrayList<>();
        List<EpochReport> epochs = new ArrayList<>();
        List<String> calls = new ArrayList<>();
        TrainingResult result = trainer()
                .epochs(2)
                .evaluator(losses(2, 1))
                .listener(new TrainingListener() {
                    @Override
                    public void started(TrainingPlan plan) {
                        assertThat(plan).isEqualTo(new TrainingPlan(2, 7, 7));
                        calls.add("started");
                    }

                    @Override
                    public void epochStarted(int epoch) {
                        calls.add("epoch " + epoch);
                    }

                    @Override
                    public void stepFinished(StepReport report) {
                        steps.add(report);
                    }

                    @Override
                    public void evaluationStarted(int epoch) {
                        calls.add("evaluation " + epoch);
                    }

                    @Override
                    public void epochFinished(EpochReport report) {
                        epochs.add(report);
                        calls.add("finished " + report.epoch());
                    }

                    @Override
                    public void finished(TrainingResult result) {
                        calls.add("all finished");
                    }
                })
                .build()
                .run();
        assertThat(calls)
                .containsExactly(
                        "started",
                        "epoch 1",
                        "evaluation 1",
                        "finished 1",
                        "epoch 2",
                        "evaluation 2",
                        "finished 2",
                        "all finished");
        assertThat(result.history()).isEqualTo(epochs);
        assertThat(steps).hasSize(14);
        assertThat(steps.get(9).epoch()).isEqualTo(2);
        assertThat(steps.get(9).step()).isEqualTo(3);
        double loss = 0;
        double norm = 0;
        for (StepReport step : steps.subList(0, 7)) {
            loss += step.loss() * step.examples() / 28;
            norm += step.figures().get(ClipNorm.GRADIENT_NORM) / 7;
        }
        EpochReport first = epochs.get(0);
        assertThat(first.training().keySet()).containsExactly("loss", "gradient_norm");
        assertThat(first.trainingLoss()).isCloseTo(loss, Offset.offset(1e-12));
        assertThat(first.training().get("gradient_norm")).isCloseTo(norm, Offset.offset(1e-12));
        assertThat(first.examples()).isEqualTo(28);
        assertThat(first.steps()).isEqualTo(7);
        assertThat(first.validation()).isEqualTo(Map.of("loss", 2.0));
        assertThat(first.examplesPerSecond()).isPositive();
        assertThat(result.trainSeconds())
                .isEqualTo(first.seconds() + epochs.get(1).seconds());
    }

    @Test
    void listenerThatAsksForGradients_getsThoseOfTheLoss_beforeClipping() {
        Map<Long, Map<String, Tensor>> seen = new LinkedHashMap<>();
        Trainer.builder(
                        context,
                        model.objective(),
                        Rule.chain(ClipNorm.global(1e-3), step -> {}).start(model.parameters()),
                        data(),
                        KEY)
                .epochs(2)
                .listener(new TrainingListener() {
                    @Override
                    public boolean wantsGradients(long step) {
                        return step % 5 == 0;
                    }

                    @Override
                    public void gradientsComputed(long step, Map<String, Tensor> gradients) {
                        seen.put(step, gradients);
                    }
                })
                .build()
                .run();
        assertThat(seen.keySet()).containsExactly(5L, 10L);
        ListSource<Batch<Tensor, Tensor>> batches = data(); // clipping alone moves no weight
        batches.restore(new BatchSource.Position(1, 2));
        try (Tape tape = Tape.training(context, KEY.child(9))) {
            Gradients gradients = tape.gradients(model.objective().loss(tape, batches.next()));
            Map<String, Tensor> expected = new LinkedHashMap<>();
            model.parameters().forEach((name, parameter) -> expected.put(name, gradients.tensor(parameter)));
            assertThat(seen.get(10L)).isEqualTo(expected);
        }
    }

    /** The mean absolute error. */
    private static final class AbsoluteError implements Metric<Tensor, Tensor> {
        private double sum;
        private long count;

        @Override
        public String name() {
            return "absoluteError";
        }

        @Override
        public void add(Tensor outputs, Tensor targets) {
            for (int i = 0; i < outputs.count(); i++) {
                sum += Math.abs(outputs.values()[i] - targets.values()[i]);
                count++;
            }
        }

        @Override
        public double value() {
            return sum / count;
        }

        @Override
        public boolean higherIsBetter() {
            return false;
        }

        @Override
        public void reset() {
            sum = 0;
            count = 0;
        }
    }

    @Test
    void metrics_areCollectedWhileTrainingAndInEvaluation_eachEpochAnew() {
        Supervised<Tensor, Tensor> objective = model.objective().withMetrics(new AbsoluteError());
        TrainingResult result = Trainer.builder(context, objective, RULE.start(model.parameters()), data(), KEY)
                .epochs(30)
                .evaluator(objective.evaluator(context, data(), new AbsoluteError()))
                .build()
                .run();
        EpochReport first = result.history().get(0);
        assertThat(first.training().keySet()).containsExactly("loss", "absoluteError", "gradient_norm");
        assertThat(first.validation().keySet()).containsExactly("loss", "absoluteError");
        assertThat(first.training().get("absoluteError")).isGreaterThan(0.5);
        assertThat(result.best().training().get("absoluteError")).isLessThan(0.01);
        assertThat(result.best().validation().get("absoluteError")).isLessThan(0.01);
    }

    @Test
    void evaluation_changesNoBitOfTraining() {
        trainer().epochs(4).build().run();
        Map<String, Tensor> without = model.parameters().snapshot();
        NoisyRegression other = new NoisyRegression();
        Trainer.builder(context, other.objective(), RULE.start(other.parameters()), data(), KEY)
                .epochs(4)
                .evaluator(other.objective().evaluator(context, data()))
                .build()
                .run();
        assertThat(other.parameters().snapshot()).isEqualTo(without);
    }

    @Test
    void evaluationOfTheTrainingData_withinAnEpoch_changesNoBitOfTraining() {
        trainer().epochs(4).build().run();
        Map<String, Tensor> without = model.parameters().snapshot();
        NoisyRegression other = new NoisyRegression();
        BatchSource<Batch<Tensor, Tensor>> both = data();
        TrainingResult result = Trainer.builder(context, other.objective(), RULE.start(other.parameters()), both, KEY)
                .epochs(4)
                .evaluator(other.objective().evaluator(context, both))
                .evaluateEvery(Every.steps(2))
                .build()
                .run();
        assertThat(result.evaluations()).hasSizeGreaterThan(4);
        assertThat(other.parameters().snapshot()).isEqualTo(without);
    }

    @Test
    void setting_thatCannotWork_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer().epochs(0))
                .withMessage("Trainer: the number of epochs must be at least 1, but is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer().build())
                .withMessage("Trainer: the number of epochs must be set to at least 1, but is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer()
                        .epochs(1)
                        .earlyStopping(EarlyStopping.lowest("loss", 1))
                        .build())
                .withMessageContaining("early stopping watches the figure loss of an evaluator, but there is none");
        Parameters foreign = Parameters.builder()
                .add("foreign", new Parameter(Tensor.zeros(1)))
                .build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Trainer.builder(context, model.objective(), RULE.start(foreign), data(), KEY)
                        .epochs(1)
                        .build())
                .withMessageContaining("the optimizer trains foreign, which is no parameter of the objective");
    }

    @Test
    void epochWithoutBatches_isRefused() {
        ListSource<Batch<Tensor, Tensor>> empty = new ListSource<>(List.of(), KEY);
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> Trainer.builder(context, model.objective(), RULE.start(model.parameters()), empty, KEY)
                                .epochs(1)
                                .build()
                                .run())
                .withMessageContaining("epoch 1 has no batches");
    }

    @Test
    void batchOfUnknownSize_asksForAnOverride() {
        Objective<Tensor> objective = new Objective<>() {
            @Override
            public Var loss(Tape tape, Tensor batch) {
                return tape.variable(batch);
            }

            @Override
            public Parameters parameters() {
                return model.parameters();
            }
        };
        assertThatThrownBy(() -> objective.examples(Tensor.zeros(1)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("a batch of org.rnn4j.tensor.Tensor does not tell its size; override examples");
    }
}
