package org.rnn4j.examples.forecast;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.rnn4j.data.series.MissingValues;
import org.rnn4j.data.series.SeriesWindows;
import org.rnn4j.data.series.WindowBatch;
import org.rnn4j.examples.UserError;
import org.rnn4j.kernel.Context;
import org.rnn4j.loss.Pinball;
import org.rnn4j.optim.AdamW;
import org.rnn4j.optim.ClipNorm;
import org.rnn4j.optim.EarlyStopping;
import org.rnn4j.optim.Evaluator;
import org.rnn4j.optim.Optimizer;
import org.rnn4j.optim.Rule;
import org.rnn4j.optim.Supervised;
import org.rnn4j.optim.Trainer;
import org.rnn4j.optim.TrainingListener;
import org.rnn4j.optim.TrainingResult;
import org.rnn4j.optim.schedule.LinearRamp;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;

/** Trains a forecaster on one fold: windows, the model, the loop. The part of this example to read first. */
final class Training {
    private static final int EVALUATION_BATCH = 256;

    private final Context context;
    private final Task task;
    private final RandomKey key;
    private final int epochs;

    Training(Context context, Task task, RandomKey key, int epochs) {
        this.context = context;
        this.task = task;
        this.key = key;
        this.epochs = epochs;
    }

    /**
     * What a fold gave.
     *
     * @param forecaster the forecaster with the weights of the epoch that was best on the validation rows
     * @param windows all windows of the series, prepared as this forecaster reads them
     * @param result the course of the training
     */
    record Outcome(TrainedForecaster forecaster, SeriesWindows windows, TrainingResult result) {}

    /**
     * Trains on a fold.
     *
     * @param runner runs the trainer that this sets up
     */
    Outcome run(Task.Rows rows, List<TrainingListener> listeners, Function<Trainer.Builder<?>, TrainingResult> runner) {
        Settings settings = task.settings();
        Preparation preparation = Preparation.fit(task, rows.trainTo());
        SeriesWindows windows = SeriesWindows.of(
                preparation.series(task.table().values(), task.table().times()), task.shape(), MissingValues.PASS_OVER);
        SeriesWindows training = require(windows.targetsWithin(0, rows.trainTo()), "train");
        SeriesWindows validation = require(windows.targetsWithin(rows.trainTo(), rows.validationTo()), "validate");
        Forecaster model = new Forecaster(sizes(preparation, training), key.child("model"));
        BatchSource<Batch<WindowBatch, SeriesBatch>> batches =
                training.batches(settings.batch).shuffled(key.child("order"));

        Pinball pinball = Pinball.of(model.sizes().quantiles());
        Supervised<WindowBatch, SeriesBatch> objective = Supervised.of(
                model, model::forward, (outputs, targets) -> pinball.of(outputs, pinball.repeat(targets.values())));
        Optimizer optimizer = Rule.chain(
                        ClipNorm.global(settings.clip),
                        new AdamW(settings.learningRate).withWeightDecay(settings.weightDecay))
                .start(model.parameters(), LinearRamp.toZero(batches.batchesPerEpoch() * epochs));
        Trainer.Builder<Batch<WindowBatch, SeriesBatch>> trainer = Trainer.builder(
                        context, objective, optimizer, batches, key.child("training"))
                .epochs(epochs)
                .evaluator(objective.evaluator(
                        context, validation.batches(EVALUATION_BATCH).inOrder()))
                .earlyStopping(EarlyStopping.lowest(Evaluator.LOSS, settings.patience));
        listeners.forEach(trainer::listener);
        return new Outcome(new TrainedForecaster(preparation, model), windows, runner.apply(trainer));
    }

    private static SeriesWindows require(SeriesWindows windows, String purpose) {
        if (windows.count() == 0) {
            throw new UserError("there is no window without missing values to " + purpose + " on; use fewer"
                    + " --covariates or a shorter --past");
        }
        return windows;
    }

    /** The sizes of the model; the anchor, if it is open, is the one that the targets lie nearest to. */
    private Sizes sizes(Preparation preparation, SeriesWindows training) {
        Sizes best = null;
        for (Anchor anchor : Anchor.values()) {
            boolean possible = !anchor.needsSeason() || task.shape().past() > task.season();
            boolean wanted = task.settings().anchor == null || task.settings().anchor == anchor;
            if (possible && wanted) {
                Sizes sizes = sizes(preparation, anchor, distance(sizes(preparation, anchor, 1), training));
                best = best == null || sizes.change() < best.change() ? sizes : best;
            }
        }
        return Objects.requireNonNull(best);
    }

    private Sizes sizes(Preparation preparation, Anchor anchor, double change) {
        Settings settings = task.settings();
        return new Sizes(
                settings.cell,
                preparation.observedColumns(),
                preparation.knownColumns(),
                settings.hidden,
                settings.dropout,
                task.shape().past(),
                task.shape().gap(),
                task.shape().horizon(),
                task.season(),
                anchor,
                change,
                settings.windowUnit,
                settings.quantiles());
    }

    /** The mean absolute distance of the targets from their anchors. */
    private static double distance(Sizes sizes, SeriesWindows windows) {
        int quantiles = sizes.quantiles().length;
        double sum = 0;
        long count = 0;
        BatchSource<Batch<WindowBatch, SeriesBatch>> batches =
                windows.batches(EVALUATION_BATCH).inOrder();
        while (batches.hasNext()) {
            Batch<WindowBatch, SeriesBatch> batch = batches.next();
            float[] anchors = new Relative(sizes, batch.input()).anchors().values();
            float[] targets = batch.target().values().values();
            for (int i = 0; i < targets.length; i++) {
                sum += Math.abs((double) targets[i] - anchors[i * quantiles]);
            }
            count += targets.length;
        }
        return sum == 0 ? 1 : sum / count;
    }
}
