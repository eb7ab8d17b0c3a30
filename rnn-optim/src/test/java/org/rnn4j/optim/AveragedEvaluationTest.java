package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

/** Training that is judged by the average of its weights. */
class AveragedEvaluationTest {
    private static final RandomKey KEY = RandomKey.of(9);
    private static final int BATCHES = 5;
    private static final double[] LOSSES = {4, 2, 3, 2.5};
    private static final int BEST = 1;

    private final NoisyRegression model = new NoisyRegression();
    private final List<Map<String, Tensor>> judged = new ArrayList<>();
    private final List<Map<String, Tensor>> trained = new ArrayList<>();
    private Context context;

    @BeforeEach
    void open() {
        context = Context.create(KernelChoice.PORTABLE, 1);
    }

    @AfterEach
    void close() {
        context.close();
    }

    /** Evaluates after each epoch, and remembers which weights it saw. */
    private Trainer.Builder<Batch<Tensor, Tensor>> trainer(Averaging average) {
        Optimizer optimizer = Rule.chain(new Adam(0.1), average).start(model.parameters());
        Evaluator losses = () -> {
            judged.add(model.parameters().snapshot());
            return Map.of("loss", LOSSES[judged.size() - 1]);
        };
        return Trainer.builder(
                        context,
                        model.objective(),
                        optimizer,
                        new ListSource<>(NoisyRegression.data(BATCHES, KEY.child("data")), KEY.child("order")),
                        KEY.child("steps"))
                .epochs(LOSSES.length)
                .evaluator(AveragedWeights.evaluator(optimizer, losses))
                .earlyStopping(EarlyStopping.lowest("loss", LOSSES.length))
                .listener(new TrainingListener() {
                    @Override
                    public void epochFinished(EpochReport report) {
                        trained.add(model.parameters().snapshot());
                    }
                });
    }

    @Test
    void earlyStopping_putsTheBestAveragesBack() {
        TrainingResult result = trainer(ExponentialAverage.of(0.9)).build().run();
        assertThat(result.bestEpoch()).isEqualTo(BEST + 1);
        assertThat(judged.get(BEST)).isNotEqualTo(trained.get(BEST));
        assertThat(model.parameters().snapshot()).isEqualTo(judged.get(BEST));
    }

    @Test
    void resumedRun_putsTheBestAveragesBackToo(@TempDir Path folder) {
        StopSignal signal = new StopSignal();
        trainer(ExponentialAverage.of(0.9))
                .checkpoints(folder, Every.steps(100), 1)
                .stopOn(signal)
                .listener(new TrainingListener() {
                    @Override
                    public void epochFinished(EpochReport report) {
                        if (report.epoch() == BEST + 2) {
                            signal.request();
                        }
                    }
                })
                .build()
                .run();
        trainer(ExponentialAverage.of(0.9))
                .checkpoints(folder, Every.steps(100), 1)
                .build()
                .resume();
        assertThat(judged).hasSize(LOSSES.length);
        assertThat(model.parameters().snapshot()).isEqualTo(judged.get(BEST));
    }

    @Test
    void beforeTheFirstAverage_theTrainedWeightsAreJudged() {
        trainer(new StochasticWeightAverage(BATCHES, BATCHES)).build().run();
        assertThat(judged.get(0)).isEqualTo(trained.get(0));
        assertThat(judged.get(1)).as("average of one point").isEqualTo(trained.get(1));
        assertThat(judged.get(2)).as("average of two points").isNotEqualTo(trained.get(2));
    }

    @Test
    void ruleWithoutAverage_isRefusedAtOnce() {
        Optimizer optimizer = new Adam().start(model.parameters());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AveragedWeights.evaluator(optimizer, Map::of))
                .withMessageContaining("the rule keeps no average: Adam[");
    }
}
