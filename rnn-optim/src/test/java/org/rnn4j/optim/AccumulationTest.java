package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.optim.checkpoint.CheckpointException;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/** Steps that take the gradients of several batches. */
class AccumulationTest {
    private static final RandomKey KEY = RandomKey.of(23);
    private static final Rule RULE = Rule.chain(ClipNorm.global(5), new Sgd(0.05).withMomentum(0.5));
    private static final int BATCHES = 7;

    private final Context context = Context.create(KernelChoice.PORTABLE, 1);
    private final NoisyRegression model = new NoisyRegression();

    @AfterEach
    void close() {
        context.close();
    }

    private static ListSource<Batch<Tensor, Tensor>> data() {
        return new ListSource<>(NoisyRegression.data(BATCHES, KEY.child("data")), KEY.child("order"));
    }

    private Trainer.Builder<Batch<Tensor, Tensor>> trainer(Objective<Batch<Tensor, Tensor>> objective) {
        return Trainer.builder(context, objective, RULE.start(model.parameters()), data(), KEY);
    }

    /** Remembers the reports of steps, and all gradients. */
    private static final class Watching implements TrainingListener {
        private final List<StepReport> reports = new ArrayList<>();
        private final List<Map<String, Tensor>> gradients = new ArrayList<>();

        @Override
        public boolean wantsGradients(long step) {
            return true;
        }

        @Override
        public void gradientsComputed(long step, Map<String, Tensor> computed) {
            assertThat(step).isEqualTo(reports.size() + 1);
            gradients.add(computed);
        }

        @Override
        public void stepFinished(StepReport report) {
            reports.add(report);
        }
    }

    /** A model of sequences, whose loss is a mean over all valid steps. */
    private record Tagging(TokenTagger model) implements Objective<int[][]> {
        @Override
        public Var loss(Tape tape, int[][] sequences) {
            return model.loss(tape, TokenBatch.of(sequences, 0));
        }

        @Override
        public long examples(int[][] sequences) {
            return sequences.length;
        }

        @Override
        public long items(int[][] sequences) {
            return TokenBatch.of(sequences, 0).lengths().total();
        }

        @Override
        public Parameters parameters() {
            return model.parameters();
        }
    }

    /** The batches of a source, several put together as one. */
    private record Large(BatchSource<int[][]> small, int together) implements BatchSource<int[][]> {
        @Override
        public boolean hasNext() {
            return small.hasNext();
        }

        @Override
        public int[][] next() {
            List<int[]> all = new ArrayList<>();
            for (int i = 0; i < together && small.hasNext(); i++) {
                all.addAll(List.of(small.next()));
            }
            return all.toArray(int[][]::new);
        }

        @Override
        public long batchesPerEpoch() {
            return (small.batchesPerEpoch() + together - 1) / together;
        }

        @Override
        public long examplesPerEpoch() {
            return small.examplesPerEpoch();
        }

        @Override
        public Position position() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void restore(Position position) {
            small.restore(position);
        }
    }

    private static ListSource<int[][]> sequences() {
        RandomStream random = KEY.child("sequences").stream();
        List<int[][]> batches = new ArrayList<>();
        for (int i = 0; i < BATCHES; i++) {
            int[][] batch = new int[1 + random.nextInt(4)][];
            for (int b = 0; b < batch.length; b++) {
                batch[b] = new int[1 + random.nextInt(7)];
                for (int t = 0; t < batch[b].length; t++) {
                    batch[b][t] = 1 + random.nextInt(TokenTagger.TOKENS - 1);
                }
            }
            batches.add(batch);
        }
        return new ListSource<>(batches, KEY.child("order"));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 10})
    void smallBatches_takeTheStepsOfLargeOnes(int together) {
        Watching small = new Watching();
        Watching large = new Watching();
        Map<String, Tensor> ours = tag(sequences(), together, small);
        Map<String, Tensor> expected = tag(new Large(sequences(), together), 1, large);
        assertThat(small.reports).hasSize((BATCHES + together - 1) / together * 2);
        for (int step = 0; step < small.reports.size(); step++) {
            StepReport report = small.reports.get(step);
            assertThat(report.step()).isEqualTo(large.reports.get(step).step());
            assertThat(report.examples()).isEqualTo(large.reports.get(step).examples());
            assertThat(report.loss()).isCloseTo(large.reports.get(step).loss(), Offset.offset(1e-5));
            assertClose(small.gradients.get(step), large.gradients.get(step));
        }
        assertClose(ours, expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void lossOfAnEpoch_isTheMeanOverAllItems(int together) {
        double expected = epochLoss(new Large(sequences(), BATCHES), 1);
        assertThat(epochLoss(sequences(), together)).isCloseTo(expected, Offset.offset(1e-6));
    }

    /** The loss of the first epoch at rate 0. */
    private double epochLoss(BatchSource<int[][]> source, int accumulate) {
        Tagging task = new Tagging(new TokenTagger(KEY));
        return Trainer.builder(context, task, new Sgd(0).start(task.parameters()), source, KEY)
                .epochs(1)
                .accumulate(accumulate)
                .build()
                .run()
                .history()
                .get(0)
                .training()
                .get(Evaluator.LOSS);
    }

    private Map<String, Tensor> tag(BatchSource<int[][]> source, int accumulate, TrainingListener listener) {
        Tagging task = new Tagging(new TokenTagger(KEY));
        Trainer.builder(context, task, new Sgd(0.5).start(task.parameters()), source, KEY)
                .epochs(2)
                .accumulate(accumulate)
                .listener(listener)
                .build()
                .run();
        return task.parameters().snapshot();
    }

    private static void assertClose(Map<String, Tensor> ours, Map<String, Tensor> expected) {
        assertThat(ours.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, tensor) -> {
            double largest = 0;
            double error = 0;
            for (int i = 0; i < tensor.count(); i++) {
                largest = Math.max(largest, Math.abs(tensor.values()[i]));
                error = Math.max(error, Math.abs(ours.get(name).values()[i] - tensor.values()[i]));
            }
            assertThat(largest).as(name).isPositive();
            assertThat(error / largest).as(name).isLessThan(1e-5);
        });
    }

    @Test
    void bits_areThoseOfTheLoopWrittenByHand() {
        NoisyRegression other = new NoisyRegression();
        Optimizer optimizer = RULE.start(other.parameters());
        GradientAccumulator sums = new GradientAccumulator(other.parameters());
        ListSource<Batch<Tensor, Tensor>> batches = data();
        for (int epoch = 0; epoch < 5; epoch++) {
            batches.restore(new BatchSource.Position(epoch, 0));
            while (batches.hasNext()) {
                for (int part = 0; part < 3 && batches.hasNext(); part++) {
                    RandomKey key = KEY.child(optimizer.steps()).child(part);
                    Batch<Tensor, Tensor> batch = batches.next();
                    try (Tape tape = Tape.training(context, key)) {
                        sums.add(tape.gradients(other.objective().loss(tape, batch)), batch.size());
                    }
                }
                optimizer.step(sums);
            }
        }
        trainer(model.objective()).epochs(5).accumulate(3).build().run();
        assertThat(optimizer.steps()).isEqualTo(15);
        assertThat(model.parameters().snapshot()).isEqualTo(other.parameters().snapshot());
    }

    @Test
    void everythingThatCountsSteps_countsUpdates() {
        List<TrainingPlan> plans = new ArrayList<>();
        List<Long> evaluated = new ArrayList<>();
        Optimizer optimizer = RULE.start(model.parameters());
        TrainingResult result = Trainer.builder(context, model.objective(), optimizer, data(), KEY)
                .epochs(4)
                .accumulate(3)
                .evaluator(() -> Map.of("loss", 1.0))
                .evaluateEvery(Every.steps(5))
                .listener(new TrainingListener() {
                    @Override
                    public void started(TrainingPlan plan) {
                        plans.add(plan);
                    }

                    @Override
                    public void evaluationFinished(EvaluationReport report) {
                        evaluated.add(report.steps());
                    }
                })
                .build()
                .run();
        assertThat(plans).containsExactly(new TrainingPlan(4, 3, BATCHES));
        assertThat(evaluated).containsExactly(5L, 10L, 12L);
        assertThat(optimizer.steps()).isEqualTo(12);
        assertThat(result.history()).extracting(EpochReport::examples).containsOnly(1L + 2 + 3 + 4 + 5 + 6 + 7);
        assertThat(result.history()).extracting(EpochReport::steps).containsExactly(3L, 6L, 9L, 12L);
    }

    /** The model's objective, with a NaN as the loss of one batch. */
    private Objective<Batch<Tensor, Tensor>> breaksAt(int number) {
        Supervised<Tensor, Tensor> sound = model.objective();
        int[] seen = {0};
        return new Objective<>() {
            @Override
            public Var loss(Tape tape, Batch<Tensor, Tensor> batch) {
                Var loss = sound.loss(tape, batch);
                if (++seen[0] == number) {
                    loss.values()[0] = Float.NaN;
                }
                return loss;
            }

            @Override
            public Parameters parameters() {
                return sound.parameters();
            }
        };
    }

    @Test
    void lossThatIsNotFinite_inOneOfTheBatches_isRefused() {
        Trainer<?> trainer = trainer(breaksAt(5)).epochs(1).accumulate(3).build();
        assertThatExceptionOfType(NonFiniteException.class)
                .isThrownBy(trainer::run)
                .withMessageStartingWith("Trainer: epoch 1, step 2: expected a finite loss, but it is NaN");
    }

    @Test
    void skippedStep_takesItsBatchesAlong_andShowsNoGradients() {
        Watching watching = new Watching();
        Map<Integer, Map<String, Tensor>> weights = new LinkedHashMap<>();
        Optimizer optimizer = new Sgd(0.05).start(model.parameters(), step -> 1, NonFinitePolicy.SKIP);
        Trainer.builder(context, breaksAt(5), optimizer, data(), KEY)
                .epochs(1)
                .accumulate(3)
                .listener(new TrainingListener() {
                    @Override
                    public void stepFinished(StepReport report) {
                        weights.put(weights.size() + 1, model.parameters().snapshot());
                    }

                    @Override
                    public boolean wantsGradients(long step) {
                        return true;
                    }

                    @Override
                    public void gradientsComputed(long step, Map<String, Tensor> gradients) {
                        watching.gradients.add(gradients);
                    }
                })
                .build()
                .run();
        assertThat(optimizer.steps()).isEqualTo(3);
        assertThat(optimizer.skipped()).isEqualTo(1);
        assertThat(weights.get(2)).isEqualTo(weights.get(1)).isNotEqualTo(weights.get(3));
        assertThat(watching.gradients).hasSize(2);
    }

    @Test
    void stoppedStep_endsTraining() {
        Optimizer optimizer = new Sgd(0.05).start(model.parameters(), step -> 1, NonFinitePolicy.STOP);
        TrainingResult result = Trainer.builder(context, breaksAt(5), optimizer, data(), KEY)
                .epochs(2)
                .accumulate(3)
                .build()
                .run();
        assertThat(result.reason()).isEqualTo(StopReason.NON_FINITE);
        assertThat(optimizer.steps()).isEqualTo(1);
    }

    /** Trains a fresh model with two batches a step, from the folder's newest checkpoint if there is one. */
    private static String train(Path folder, long stopAfter) {
        ResumableTask task = new ResumableTask();
        StopSignal signal = new StopSignal();
        long[] steps = {0};
        try (Context context = ResumableTask.context()) {
            TrainingResult result = task.trainer(context, folder)
                    .accumulate(2)
                    .stopOn(signal)
                    .listener(new TrainingListener() {
                        @Override
                        public void stepFinished(StepReport report) {
                            if (++steps[0] == stopAfter) {
                                signal.request();
                            }
                        }
                    })
                    .build()
                    .resume();
            return task.outcome(result);
        }
    }

    @Test
    void runStoppedAfterAnyStep_resumesToTheSameBits(@TempDir Path folder) {
        int steps = (ResumableTask.BATCHES + 1) / 2 * ResumableTask.EPOCHS;
        String expected = train(folder.resolve("whole"), Long.MAX_VALUE);
        for (int stop = 1; stop < steps; stop++) {
            Path run = folder.resolve("run" + stop);
            String part = train(run, stop);
            assertThat(part).as("stop %d", stop).isNotEqualTo(expected);
            assertThat(train(run, Long.MAX_VALUE)).as("stop %d", stop).isEqualTo(expected);
        }
    }

    @Test
    void checkpointOfAnotherNumberOfBatches_isRefused(@TempDir Path folder) {
        train(folder, 2);
        ResumableTask task = new ResumableTask();
        try (Context other = ResumableTask.context()) {
            Trainer<?> trainer = task.trainer(other, folder).build();
            assertThatExceptionOfType(CheckpointException.class)
                    .isThrownBy(trainer::resume)
                    .withMessageContaining("batches per step: expected 1, but the checkpoint has 2");
        }
    }

    @Test
    void settingsThatCannotWork_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer(model.objective()).accumulate(0))
                .withMessage("Trainer: the number of batches of a step must be at least 1, but is 0");
        Trainer<?> trainer = trainer(model.objective().countingItems(batch -> 0))
                .epochs(1)
                .accumulate(2)
                .build();
        assertThatIllegalArgumentException()
                .isThrownBy(trainer::run)
                .withMessage("Trainer: the number of items of a batch must be at least 1, but is 0");
    }
}
