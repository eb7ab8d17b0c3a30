package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

/** Rules in a {@link Trainer}: losses that are not finite, watched figures, averages, and all of them in checkpoints. */
class RuleTrainingTest {
    private static final RandomKey KEY = RandomKey.of(61);
    private static final int BATCHES = 5;

    @TempDir
    private Path folder;

    private Context context;

    @BeforeEach
    void open() {
        context = Context.create(KernelChoice.PORTABLE, 1);
    }

    @AfterEach
    void close() {
        context.close();
    }

    /** Batches of which one has an input that is not a number. */
    private static List<Batch<Tensor, Tensor>> damaged() {
        List<Batch<Tensor, Tensor>> data = new ArrayList<>(NoisyRegression.data(BATCHES, KEY.child("data")));
        data.get(2).input().values()[1] = Float.NaN;
        return data;
    }

    private Trainer.Builder<Batch<Tensor, Tensor>> trainer(NoisyRegression model, Optimizer optimizer) {
        return Trainer.builder(
                        context,
                        model.objective(),
                        optimizer,
                        new ListSource<>(damaged(), KEY.child("order")),
                        KEY.child("steps"))
                .epochs(3);
    }

    private static Optimizer adam(NoisyRegression model, NonFinitePolicy policy) {
        return new Adam(0.1).start(model.parameters(), Schedule.constant(), policy);
    }

    @Test
    void lossThatIsNotFinite_isRefusedByDefault() {
        NoisyRegression model = new NoisyRegression();
        Trainer<?> trainer = trainer(model, adam(model, NonFinitePolicy.REFUSE)).build();
        assertThatExceptionOfType(NonFiniteException.class)
                .isThrownBy(trainer::run)
                .withMessageContaining("expected a finite loss, but it is NaN");
    }

    @Test
    void lossThatIsNotFinite_isSkippedAndCounted() {
        NoisyRegression model = new NoisyRegression();
        Optimizer optimizer = adam(model, NonFinitePolicy.SKIP);
        TrainingResult result = trainer(model, optimizer).build().run();
        assertThat(result.reason()).isEqualTo(StopReason.LAST_EPOCH);
        assertThat(optimizer.skipped()).isEqualTo(3);
        assertThat(optimizer.steps()).isEqualTo(15);
        assertThat(optimizer.state().updates()).isEqualTo(Map.of("weight", 12L, "bias", 12L));
        result.history()
                .forEach(report -> assertThat(report.training().get("loss")).isFinite());
        assertThat(result.history())
                .extracting(report -> report.training().get(Optimizer.SKIPPED_STEPS))
                .containsExactly(1.0, 2.0, 3.0);
        model.parameters().forEach((name, parameter) -> {
            for (float value : parameter.values()) {
                assertThat(value).isFinite().isNotZero();
            }
        });
    }

    @Test
    void lossThatIsNotFinite_stopsTraining_withTheWeightsOfBefore() {
        NoisyRegression model = new NoisyRegression();
        Optimizer optimizer = adam(model, NonFinitePolicy.STOP);
        List<Map<String, Tensor>> after = new ArrayList<>();
        after.add(model.parameters().snapshot());
        TrainingResult result = trainer(model, optimizer)
                .listener(new TrainingListener() {
                    @Override
                    public void stepFinished(StepReport report) {
                        after.add(model.parameters().snapshot());
                    }
                })
                .build()
                .run();
        assertThat(result.reason()).isEqualTo(StopReason.NON_FINITE);
        assertThat(optimizer.isStopped()).isTrue();
        assertThat(result.history()).hasSizeLessThan(3);
        assertThat(optimizer.steps()).isEqualTo(after.size() - 1);
        assertThat(model.parameters().snapshot()).isEqualTo(after.get(after.size() - 1));
    }

    @ParameterizedTest
    @MethodSource("org.rnn4j.optim.OptimizerTest#rules")
    void stateOfEveryRule_survivesAFileBitForBit(Rule rule) {
        Optimizer straight = train(rule, Long.MAX_VALUE, folder.resolve("straight"));
        train(rule, 8, folder.resolve("parts"));
        Optimizer resumed = train(rule, Long.MAX_VALUE, folder.resolve("parts"));
        assertThat(resumed.parameters().snapshot())
                .isEqualTo(straight.parameters().snapshot());
        assertThat(resumed.state()).isEqualTo(straight.state());
    }

    /** Trains a fresh model with a folder's newest checkpoint, if there is one, until after a step. */
    private Optimizer train(Rule rule, long stop, Path checkpoints) {
        NoisyRegression model = new NoisyRegression();
        Optimizer optimizer = rule.start(model.parameters(), step -> 1.0 / (1 + step));
        StopSignal signal = new StopSignal();
        Trainer.builder(
                        context,
                        model.objective(),
                        optimizer,
                        new ListSource<>(NoisyRegression.data(BATCHES, KEY.child("data")), KEY.child("order")),
                        KEY.child("steps"))
                .epochs(3)
                .evaluator(() -> Map.of("loss", optimizer.steps() < 7 ? 1.0 : 2.0))
                .evaluateEvery(Every.steps(1))
                .checkpoints(checkpoints, Every.steps(100), 1)
                .stopOn(signal)
                .listener(new TrainingListener() {
                    @Override
                    public void stepFinished(StepReport report) {
                        if (optimizer.steps() == stop) {
                            signal.request();
                        }
                    }
                })
                .build()
                .resume();
        return optimizer;
    }

    private static Optimizer triggered(NoisyRegression model) {
        Rule rule = Rule.chain(ClipNorm.global(5), new TriggeredAsgd(0.05).withPatience(1));
        return rule.start(model.parameters(), Schedule.constant(), NonFinitePolicy.SKIP);
    }

    /** Losses that get worse from the third evaluation on. */
    private static Evaluator losses(Optimizer optimizer) {
        return () -> Map.of("loss", Math.abs(optimizer.steps() - 4.0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 9, 10, 14})
    void stoppedRun_continuesBitForBit_withWatchedFiguresAveragesAndSkippedSteps(int stop) {
        NoisyRegression straight = new NoisyRegression();
        Optimizer uninterrupted = triggered(straight);
        trainer(straight, uninterrupted)
                .evaluator(losses(uninterrupted))
                .evaluateEvery(Every.steps(2))
                .build()
                .run();
        assertThat(new TriggeredAsgd(0.05)
                        .withPatience(1)
                        .isTriggered(uninterrupted.state().observations()))
                .isTrue();
        assertThat(uninterrupted.skipped()).isEqualTo(3);

        StopSignal signal = new StopSignal();
        NoisyRegression first = new NoisyRegression();
        Optimizer before = triggered(first);
        trainer(first, before)
                .evaluator(losses(before))
                .evaluateEvery(Every.steps(2))
                .checkpoints(folder, Every.steps(100), 1)
                .stopOn(signal)
                .listener(new TrainingListener() {
                    @Override
                    public void stepFinished(StepReport report) {
                        if (before.steps() == stop) {
                            signal.request();
                        }
                    }
                })
                .build()
                .run();
        assertThat(before.steps()).isEqualTo(stop);

        NoisyRegression resumed = new NoisyRegression();
        Optimizer after = triggered(resumed);
        trainer(resumed, after)
                .evaluator(losses(after))
                .evaluateEvery(Every.steps(2))
                .checkpoints(folder, Every.steps(100), 1)
                .build()
                .resume();
        assertThat(resumed.parameters().snapshot())
                .isEqualTo(straight.parameters().snapshot());
        assertThat(after.state()).isEqualTo(uninterrupted.state());
    }

    @Test
    void watchedFigure_withoutEvaluator_isAnError() {
        NoisyRegression model = new NoisyRegression();
        Trainer<?> trainer = trainer(model, triggered(model)).build();
        assertThatIllegalArgumentException()
                .isThrownBy(trainer::run)
                .withMessageContaining("the rule watches the figure loss, but the evaluation has []");
    }
}
