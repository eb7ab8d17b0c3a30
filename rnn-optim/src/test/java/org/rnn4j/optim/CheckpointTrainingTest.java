package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.io.LoadOption;
import org.rnn4j.io.ParameterFiles;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.optim.checkpoint.Checkpoint;
import org.rnn4j.optim.checkpoint.CheckpointException;
import org.rnn4j.optim.checkpoint.CheckpointFolder;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.Metric;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

/** The trainer's checkpoints, its ways to end, and what it refuses to resume from. */
class CheckpointTrainingTest {
    private static final RandomKey KEY = RandomKey.of(19);
    private static final int BATCHES = 5;
    private static final Rule RULE = Rule.chain(Penalty.l1(1e-5), ClipNorm.global(5), new Sgd(0.05).withMomentum(0.5));

    private final Context context = Context.create(KernelChoice.PORTABLE, 1);
    private final NoisyRegression model = new NoisyRegression();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        context.close();
    }

    private static ListSource<Batch<Tensor, Tensor>> data(int batches) {
        return new ListSource<>(NoisyRegression.data(batches, KEY.child("data")), KEY.child("order"));
    }

    private Trainer.Builder<Batch<Tensor, Tensor>> trainer(Rule rule, int batches, RandomKey key) {
        return Trainer.builder(context, model.objective(), rule.start(model.parameters()), data(batches), key)
                .epochs(4)
                .checkpoints(folder, Every.steps(3), 2);
    }

    private Trainer.Builder<Batch<Tensor, Tensor>> trainer() {
        return trainer(RULE, BATCHES, KEY);
    }

    private static Evaluator losses(double... values) {
        Iterator<Double> next = Arrays.stream(values).iterator();
        return () -> Map.of("loss", next.next());
    }

    private static TrainingListener stopAfter(long step, StopSignal signal) {
        long[] steps = {0};
        return new TrainingListener() {
            @Override
            public void stepFinished(StepReport report) {
                if (++steps[0] == step) {
                    signal.request();
                }
            }
        };
    }

    private TrainingResult stopAfter(long step) {
        StopSignal signal = new StopSignal();
        return trainer()
                .stopOn(signal)
                .listener(stopAfter(step, signal))
                .build()
                .run();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String checkpoint(long steps) {
        return String.format(java.util.Locale.ROOT, "checkpoint-%012d.safetensors", steps);
    }

    @Test
    void newestAreKept_andTheLastStateIsOneOfThem() throws IOException {
        trainer().build().run();
        assertThat(files()).containsExactly(checkpoint(18), checkpoint(20));
    }

    @Test
    void checkpointsOfEpochs_areWrittenAtTheirEnds() throws IOException {
        List<Path> saved = new ArrayList<>();
        trainer()
                .checkpoints(folder, Every.epochs(2), 5)
                .listener(new TrainingListener() {
                    @Override
                    public void checkpointSaved(Path file) {
                        saved.add(file);
                    }
                })
                .epochs(5)
                .build()
                .run();
        assertThat(files()).containsExactly(checkpoint(10), checkpoint(20), checkpoint(25));
        assertThat(saved).extracting(file -> file.getFileName().toString()).isEqualTo(files());
    }

    @Test
    void bestWeights_areACheckpointOfTheirOwn_thatAnyReaderOfParametersLoads() throws IOException {
        List<Map<String, Tensor>> weights = new ArrayList<>();
        TrainingResult result = trainer()
                .evaluator(losses(3, 1, 2, 2))
                .earlyStopping(EarlyStopping.lowest("loss", 9))
                .listener(new TrainingListener() {
                    @Override
                    public void epochFinished(EpochReport report) {
                        weights.add(model.parameters().snapshot());
                    }
                })
                .build()
                .run();
        assertThat(result.bestEpoch()).isEqualTo(2);
        assertThat(files()).containsExactly("best-000000000010.safetensors", checkpoint(18), checkpoint(20));
        Path best = folder.resolve("best-000000000010.safetensors");
        NoisyRegression loaded = new NoisyRegression();
        ParameterFiles.load(best, loaded.parameters(), LoadOption.PARTIAL);
        assertThat(loaded.parameters().snapshot())
                .isEqualTo(weights.get(1))
                .isEqualTo(model.parameters().snapshot());
        assertThat(Checkpoint.read(folder.resolve(checkpoint(20))).weights()).isEqualTo(weights.get(3));
    }

    @Test
    void stopRequest_endsAfterTheStep_withACheckpoint() throws IOException {
        TrainingResult result = stopAfter(7);
        assertThat(result.reason()).isEqualTo(StopReason.REQUEST);
        assertThat(result.history()).hasSize(1);
        assertThat(result.bestEpoch()).isEqualTo(2);
        assertThat(files()).containsExactly(checkpoint(6), checkpoint(7));
        assertThatIllegalStateException()
                .isThrownBy(result::best)
                .withMessage("TrainingResult.best: there is no report of epoch 2, because training ended (REQUEST)"
                        + " after 1 whole epochs; see evaluations()");
    }

    @Test
    void stopRequestBeforeTheStart_trainsNothing() {
        Map<String, Tensor> before = model.parameters().snapshot();
        StopSignal signal = new StopSignal();
        signal.request();
        assertThat(signal.isRequested()).isTrue();
        TrainingResult result = trainer().stopOn(signal).build().run();
        assertThat(result.history()).isEmpty();
        assertThat(result.bestEpoch()).isZero();
        assertThat(model.parameters().snapshot()).isEqualTo(before);
    }

    @Test
    void timeLimit_endsTraining_andResumingGoesOn() {
        TrainingListener slow = new TrainingListener() {
            @Override
            public void stepFinished(StepReport report) {
                long until = System.nanoTime() + 20_000_000;
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
            }
        };
        TrainingResult first =
                trainer().timeLimit(Duration.ofMillis(5)).listener(slow).build().run();
        assertThat(first.reason()).isEqualTo(StopReason.TIME_LIMIT);
        assertThat(first.history()).isEmpty();
        TrainingResult second = trainer().build().resume();
        assertThat(second.reason()).isEqualTo(StopReason.LAST_EPOCH);
        assertThat(second.resumedFrom().orElseThrow().steps()).isEqualTo(1);
        assertThat(second.history()).hasSize(4);
    }

    @Test
    void shutdown_asksToStop_andClosingTakesTheHookBack() {
        StopSignal signal = new StopSignal();
        StopOnShutdown guard = StopOnShutdown.of(signal, Duration.ofSeconds(1));
        assertThat(signal.isRequested()).isFalse();
        guard.close();
        guard.close();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StopOnShutdown.of(signal, Duration.ZERO))
                .withMessage("StopOnShutdown: the longest wait must be positive, but is PT0S");
    }

    @Test
    void evaluationEverySteps_isReportedAndCountsForPatience() {
        List<EvaluationReport> told = new ArrayList<>();
        TrainingResult result = trainer()
                .evaluator(losses(3, 1, 2, 4))
                .evaluateEvery(Every.steps(2))
                .earlyStopping(EarlyStopping.lowest("loss", 2))
                .listener(new TrainingListener() {
                    @Override
                    public void evaluationFinished(EvaluationReport report) {
                        told.add(report);
                    }
                })
                .build()
                .run();
        assertThat(result.reason()).isEqualTo(StopReason.EARLY_STOPPING);
        assertThat(result.stoppedEarly()).isTrue();
        assertThat(result.evaluations())
                .isEqualTo(told)
                .containsExactly(
                        new EvaluationReport(1, 2, 2, Map.of("loss", 3.0)),
                        new EvaluationReport(1, 4, 4, Map.of("loss", 1.0)),
                        new EvaluationReport(2, 1, 6, Map.of("loss", 2.0)),
                        new EvaluationReport(2, 3, 8, Map.of("loss", 4.0)));
        assertThat(result.best().validation()).isEqualTo(Map.of("loss", 1.0));
    }

    @Test
    void evaluationEveryThreeEpochs_includesTheLastEpoch() {
        TrainingResult result = trainer()
                .evaluator(losses(3, 1))
                .evaluateEvery(Every.epochs(3))
                .build()
                .run();
        assertThat(result.history())
                .extracting(EpochReport::validation)
                .containsExactly(Map.of(), Map.of(), Map.of("loss", 3.0), Map.of("loss", 1.0));
    }

    @Test
    void damagedNewestCheckpoint_fallsBackToTheOneBefore_andIsNamed() throws IOException {
        stopAfter(7);
        Path newest = folder.resolve(checkpoint(7));
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length - 1] ^= 1;
        Files.write(newest, bytes);
        List<Resumption> told = new ArrayList<>();
        TrainingResult result = trainer()
                .listener(new TrainingListener() {
                    @Override
                    public void resumed(Resumption resumption) {
                        told.add(resumption);
                    }
                })
                .build()
                .resume();
        Resumption resumption = result.resumedFrom().orElseThrow();
        assertThat(told).containsExactly(resumption);
        assertThat(resumption.file()).isEqualTo(folder.resolve(checkpoint(6)));
        assertThat(resumption.steps()).isEqualTo(6);
        assertThat(resumption.epoch()).isEqualTo(2);
        assertThat(resumption.history()).hasSize(1);
        assertThat(resumption.damaged()).containsExactly(newest);
        assertThat(folder.resolve(checkpoint(7) + ".damaged")).hasBinaryContent(bytes);
        Map<String, Tensor> resumed = model.parameters().snapshot();
        NoisyRegression whole = new NoisyRegression();
        Trainer.builder(context, whole.objective(), RULE.start(whole.parameters()), data(BATCHES), KEY)
                .epochs(4)
                .build()
                .run();
        assertThat(resumed).isEqualTo(whole.parameters().snapshot());
    }

    @Test
    void moreEpochs_trainOnFromTheEnd() {
        trainer().epochs(2).build().run();
        TrainingResult longer = trainer().epochs(4).build().resume();
        assertThat(longer.history()).extracting(EpochReport::epoch).containsExactly(1, 2, 3, 4);
        Map<String, Tensor> resumed = model.parameters().snapshot();
        NoisyRegression whole = new NoisyRegression();
        Trainer.builder(context, whole.objective(), RULE.start(whole.parameters()), data(BATCHES), KEY)
                .epochs(4)
                .build()
                .run();
        assertThat(resumed).isEqualTo(whole.parameters().snapshot());
    }

    /** The model's objective, whose loss and gradients are NaN at the batches of these numbers, from 0. */
    private Objective<Batch<Tensor, Tensor>> brokenAt(Integer... batches) {
        Objective<Batch<Tensor, Tensor>> sound = model.objective();
        int[] seen = {0};
        return new Objective<>() {
            @Override
            public Var loss(Tape tape, Batch<Tensor, Tensor> batch) {
                Var loss = sound.loss(tape, batch);
                return Arrays.asList(batches).contains(seen[0]++) ? loss.times(Float.NaN) : loss;
            }

            @Override
            public Parameters parameters() {
                return model.parameters();
            }
        };
    }

    private Trainer<Batch<Tensor, Tensor>> broken(NonFinitePolicy policy, Integer... batches) {
        Optimizer optimizer = RULE.start(model.parameters(), Schedule.constant(), policy);
        return Trainer.builder(context, brokenAt(batches), optimizer, data(BATCHES), KEY)
                .epochs(4)
                .checkpoints(folder, Every.steps(3), 9)
                .build();
    }

    @Test
    void divergedRun_keepsItsLastGoodCheckpoint() throws IOException {
        assertThatExceptionOfType(NonFiniteException.class)
                .isThrownBy(() -> broken(NonFinitePolicy.REFUSE, 7).run());
        assertThat(files()).containsExactly(checkpoint(3), checkpoint(6));
    }

    @Test
    void nonFiniteGradient_underThePolicyToStop_endsTrainingAtTheLastGoodCheckpoint() throws IOException {
        TrainingResult result = broken(NonFinitePolicy.STOP, 7).run();
        assertThat(result.reason()).isEqualTo(StopReason.NON_FINITE);
        assertThat(result.history()).hasSize(1);
        assertThat(files()).containsExactly(checkpoint(3), checkpoint(6));
        assertThat(model.parameters().get("weight").values()).doesNotContain(Float.NaN);
        assertThat(trainer().build().resume().reason()).isEqualTo(StopReason.LAST_EPOCH);
    }

    @Test
    void nonFiniteGradient_underThePolicyToSkip_isCountedAndLeftOut() {
        TrainingResult result = broken(NonFinitePolicy.SKIP, 7, 8).run();
        assertThat(result.reason()).isEqualTo(StopReason.LAST_EPOCH);
        assertThat(result.history().get(1).trainingLoss()).isFinite();
        assertThat(result.history().get(3).training().get(Optimizer.SKIPPED_STEPS))
                .isEqualTo(2);
        assertThat(model.parameters().get("weight").values()).doesNotContain(Float.NaN);
    }

    /** From the 8th batch on every gradient is NaN, and nothing is worth keeping. */
    @Test
    void divergedRun_underThePolicyToSkip_endsAndKeepsItsLastGoodCheckpoints() throws IOException {
        Integer[] diverged = new Integer[100];
        Arrays.setAll(diverged, i -> i + 7);
        Trainer<Batch<Tensor, Tensor>> trainer = broken(NonFinitePolicy.SKIP, diverged);
        assertThatExceptionOfType(NonFiniteException.class)
                .isThrownBy(trainer::run)
                .withMessageContaining("steps were skipped, because no gradient was finite; the model has diverged");
        assertThat(files()).contains(checkpoint(3), checkpoint(6)).doesNotContain(checkpoint(15), checkpoint(18));
        assertThat(model.parameters().get("weight").values()).doesNotContain(Float.NaN);
    }

    @Test
    void folderOfAnEarlierRun_isNotOverwritten() throws IOException {
        stopAfter(7);
        List<String> before = files();
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> trainer().build().run())
                .withMessage("Trainer.run: expected no checkpoints in " + folder + ", but found " + checkpoint(7)
                        + "; call resume() to continue that run, or choose an empty folder to start another");
        assertThat(files()).isEqualTo(before);
        assertThatIllegalStateException()
                .isThrownBy(() -> Trainer.builder(
                                context, model.objective(), RULE.start(model.parameters()), data(BATCHES), KEY)
                        .epochs(1)
                        .build()
                        .resume())
                .withMessage("Trainer.resume: there is no folder for checkpoints; set one with checkpoints(...)");
    }

    private void assertRefused(Trainer.Builder<?> other, String problem) {
        Map<String, Tensor> before = model.parameters().snapshot();
        assertThatExceptionOfType(CheckpointException.class)
                .isThrownBy(() -> other.build().resume())
                .withMessageStartingWith(folder.resolve(checkpoint(7)) + ": the checkpoint does not fit this training"
                        + " run: " + problem);
        assertThat(model.parameters().snapshot()).isEqualTo(before);
    }

    @Test
    void checkpointOfAnotherRun_isRefusedByWhatDiffers() {
        stopAfter(7);
        assertRefused(
                trainer(RULE, BATCHES, RandomKey.of(1)),
                "the random key: expected " + RandomKey.of(1) + ", but the checkpoint has " + KEY
                        + "; resume with the settings of the run that wrote it, or start anew in an empty folder");
        assertRefused(trainer(RULE, 6, KEY), "batches per epoch: expected 6, but the checkpoint has 5;");
        Rule slower = Rule.chain(Penalty.l1(1e-5), ClipNorm.global(5), new Sgd(0.04).withMomentum(0.5));
        assertRefused(trainer(slower, BATCHES, KEY), "the optimizer's rule: expected Chain[rules=[Penalty[");
        assertRefused(
                trainer().evaluator(losses(1)).earlyStopping(EarlyStopping.lowest("loss", 1)),
                "early stopping: expected lowest loss, but the checkpoint has none;");
        Optimizer scheduled = RULE.start(model.parameters(), new Schedule() {
            @Override
            public double factor(long step) {
                return 1;
            }

            @Override
            public String toString() {
                return "Flat";
            }
        });
        assertRefused(
                Trainer.builder(context, model.objective(), scheduled, data(BATCHES), KEY)
                        .epochs(4)
                        .checkpoints(folder, Every.steps(3), 2),
                "the schedule: expected Flat, but the checkpoint has ");
    }

    @Test
    void checkpointOfAnotherModel_isRefusedByName() {
        stopAfter(7);
        Parameter weight = new Parameter(Tensor.zeros(NoisyRegression.WIDTH + 1));
        assertRefused(
                trainerOf(Parameters.builder()
                        .add("weight", weight)
                        .add("bias", new Parameter(Tensor.zeros(1)))
                        .build()),
                "the shape of weight: expected [4], but the checkpoint has [3];");
        assertRefused(
                trainerOf(Parameters.builder().add("gain", weight).build()),
                "parameters: expected [gain], but the checkpoint has [weight, bias];");
    }

    private Trainer.Builder<Batch<Tensor, Tensor>> trainerOf(Parameters parameters) {
        Objective<Batch<Tensor, Tensor>> objective = new Objective<>() {
            @Override
            public Var loss(Tape tape, Batch<Tensor, Tensor> batch) {
                throw new AssertionError("must not train");
            }

            @Override
            public Parameters parameters() {
                return parameters;
            }
        };
        return Trainer.builder(context, objective, RULE.start(parameters), data(BATCHES), KEY)
                .epochs(4)
                .checkpoints(folder, Every.steps(3), 2);
    }

    @Test
    void metricWithoutState_isRefusedWithinAnEpoch_butNotAtItsEnd() {
        Metric<Tensor, Tensor> plain = new Metric<>() {
            @Override
            public String name() {
                return "plain";
            }

            @Override
            public void add(Tensor outputs, Tensor targets) {}

            @Override
            public double value() {
                return 0;
            }

            @Override
            public boolean higherIsBetter() {
                return true;
            }

            @Override
            public void reset() {}
        };
        Supervised<Tensor, Tensor> objective = model.objective().withMetrics(plain);
        Trainer.Builder<Batch<Tensor, Tensor>> builder = Trainer.builder(
                        context, objective, RULE.start(model.parameters()), data(BATCHES), KEY)
                .epochs(2);
        builder.checkpoints(folder.resolve("epochs"), Every.epochs(1), 1)
                .build()
                .run();
        assertThat(CheckpointFolder.open(folder.resolve("epochs"), 1).files()).hasSize(1);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> builder.checkpoints(folder.resolve("steps"), Every.steps(2), 1)
                        .build()
                        .run())
                .withMessageStartingWith("Metric plain: cannot be put into a checkpoint in the middle of an epoch;");
    }

    @Test
    void settings_outOfRange_areNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer().checkpoints(folder, Every.steps(1), 0))
                .withMessage("Trainer: the number of checkpoints to keep must be at least 1, but is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Every.epochs(0))
                .withMessage("Every: the count must be at least 1, but is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer().timeLimit(Duration.ofSeconds(-1)))
                .withMessage("Trainer: the time limit must be positive, but is PT-1S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EarlyStopping.lowest("loss", 1).withWarmUp(-1))
                .withMessage("EarlyStopping: the warm-up must be at least 0 evaluations, but is -1");
    }
}
