package org.rnn4j.optim;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rnn4j.optim.checkpoint.CheckpointFolder;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.Tensor;

/** One run of a {@link Trainer}, from the beginning or from a checkpoint. */
final class TrainingRun<B> {
    private final TrainingSettings<B> settings;
    private final Progress progress = new Progress();
    private final @Nullable BestWeights best;
    private final TrainingCheckpoint<B> checkpoint;
    private final TrainingStep<B> step;
    private final @Nullable CheckpointFolder folder;
    private final long start = System.nanoTime();
    private @Nullable Resumption resumption;
    private boolean saved;

    /** Whether a step of this epoch was not skipped. */
    private boolean updatedInEpoch;

    TrainingRun(TrainingSettings<B> settings, @Nullable CheckpointFolder folder) {
        this.settings = settings;
        this.folder = folder;
        best = settings.stopping() == null
                ? null
                : new BestWeights(settings.stopping(), settings.objective().parameters());
        checkpoint = new TrainingCheckpoint<>(settings, progress, best);
        step = new TrainingStep<>(settings);
    }

    /** Goes to where a checkpoint was taken. */
    void restore(CheckpointFolder.Found found) {
        checkpoint.restore(found.file(), found.checkpoint());
        saved = true;
        updatedInEpoch =
                progress.insideEpoch && progress.figures.steps() > 0; // not stored: the next epoch tells for sure
        resumption = new Resumption(
                found.file(),
                progress.steps,
                progress.epoch,
                progress.figures.examples(),
                progress.history,
                found.damaged());
    }

    TrainingResult run() {
        TrainingResult result;
        try {
            tell(listener -> listener.started(plan()));
            Resumption from = resumption;
            if (from != null) {
                tell(listener -> listener.resumed(from));
            }
            StopReason reason = epochs();
            if (reason != StopReason.NON_FINITE) { // the last checkpoint is the last good one
                save();
            }
            result = result(reason);
        } catch (RuntimeException | Error failure) {
            tell(listener -> listener.failed(failure));
            throw failure;
        } finally {
            if (best != null) {
                best.restore();
            }
        }
        tell(listener -> listener.finished(result));
        return result;
    }

    private void tell(Consumer<TrainingListener> event) {
        settings.listeners().forEach(event);
    }

    private TrainingPlan plan() {
        BatchSource<B> batches = settings.batches();
        int together = settings.accumulate();
        long steps = (batches.batchesPerEpoch() + together - 1) / together;
        return new TrainingPlan(settings.epochs(), steps, batches.examplesPerEpoch());
    }

    private TrainingResult result(StopReason reason) {
        int lastEpoch = progress.insideEpoch ? progress.epoch : progress.history.size();
        int epoch = best == null || best.epoch() == 0 ? lastEpoch : best.epoch();
        return new TrainingResult(progress.history, progress.evaluations, epoch, reason, resumption);
    }

    private StopReason epochs() {
        while (progress.epoch <= settings.epochs()) {
            StopReason reason = stopReason();
            if (reason == null) {
                reason = epoch();
            }
            if (reason != null) {
                return reason;
            }
        }
        return StopReason.LAST_EPOCH;
    }

    private @Nullable StopReason stopReason() {
        if (best != null && best.exhausted()) {
            return StopReason.EARLY_STOPPING;
        }
        if (settings.signal().isRequested()) {
            return StopReason.REQUEST;
        }
        boolean late = settings.timeLimit() != null
                && System.nanoTime() - start >= settings.timeLimit().toNanos();
        return late ? StopReason.TIME_LIMIT : null;
    }

    /** Trains to the end of the epoch; a reason if training ends before. */
    private @Nullable StopReason epoch() {
        tell(listener -> listener.epochStarted(progress.epoch));
        BatchSource<B> batches = settings.batches();
        if (!progress.insideEpoch) {
            settings.objective().takeFigures();
            batches.restore(new BatchSource.Position(progress.epoch - 1L, 0));
            progress.beginEpoch();
        }
        while (batches.hasNext()) {
            timedStep();
            if (settings.optimizer().isStopped()) {
                return StopReason.NON_FINITE;
            }
            afterStep();
            StopReason reason = batches.hasNext() ? stopReason() : null;
            if (reason != null) {
                return reason;
            }
        }
        if (progress.figures.steps() == 0) {
            throw new IllegalStateException(
                    "Trainer: epoch " + progress.epoch + " has no batches; there is nothing to train on");
        }
        finishEpoch();
        return null;
    }

    private void timedStep() {
        long before = System.nanoTime();
        long number = progress.steps + 1;
        List<TrainingListener> watching = settings.listeners().stream()
                .filter(listener -> listener.wantsGradients(number))
                .toList();
        long skipped = settings.optimizer().skipped();
        TrainingStep.Taken taken = step.take(progress.epoch, progress.figures.steps() + 1, !watching.isEmpty());
        if (settings.optimizer().isStopped()) {
            return;
        }
        progress.steps = number;
        if (settings.optimizer().skipped() == skipped) {
            saved = false;
            updatedInEpoch = true;
        }
        progress.figures.add(taken.report());
        if (!taken.gradients().isEmpty()) {
            Map<String, Tensor> gradients = Collections.unmodifiableMap(taken.gradients());
            watching.forEach(listener -> listener.gradientsComputed(number, gradients));
        }
        tell(listener -> listener.stepFinished(taken.report()));
        progress.figures.addSeconds((System.nanoTime() - before) / 1e9);
    }

    private void afterStep() {
        if (settings.evaluateEvery().isDueAfterStep(progress.steps) && evaluate()) {
            saveBest();
        }
        if (settings.checkpoints() != null && settings.checkpoints().every().isDueAfterStep(progress.steps)) {
            save();
        }
    }

    private void finishEpoch() {
        if (!updatedInEpoch) {
            throw new NonFiniteException("Trainer: epoch " + progress.epoch + ": all of its " + progress.figures.steps()
                    + " steps were skipped, because no gradient was finite; the model has diverged");
        }
        Map<String, Double> training =
                progress.figures.training(settings.objective().takeFigures());
        boolean last = progress.epoch == settings.epochs();
        boolean due = settings.evaluateEvery().isDueAfterEpoch(progress.epoch) || last && !progress.isEvaluated();
        boolean improved = due && evaluate();
        EpochReport report = new EpochReport(
                progress.epoch,
                progress.steps,
                training,
                progress.evaluationOfEpoch(),
                progress.figures.examples(),
                progress.figures.seconds());
        updatedInEpoch = false;
        progress.finishEpoch(report);
        saved = false;
        tell(listener -> listener.epochFinished(report));
        if (improved) {
            saveBest();
        }
        if (settings.checkpoints() != null && settings.checkpoints().every().isDueAfterEpoch(report.epoch())) {
            save();
        }
    }

    /** Evaluates, if there is an evaluator; tells whether these are the best weights so far. */
    private boolean evaluate() {
        if (settings.evaluator() == null) {
            settings.optimizer().observe(Map.of()); // a schedule that listens must say that it hears nothing
            return false;
        }
        tell(listener -> listener.evaluationStarted(progress.epoch));
        Map<String, Double> figures = new LinkedHashMap<>(evaluated(settings.evaluator()));
        EvaluationReport report =
                new EvaluationReport(progress.epoch, progress.figures.steps(), progress.steps, figures);
        progress.evaluations.add(report);
        settings.optimizer().observe(figures);
        boolean improved = best != null && best.consider(progress.epoch, figures, settings.evaluator());
        tell(listener -> listener.evaluationFinished(report));
        return improved;
    }

    /** The figures of an evaluation, which may read the training data: that stands where it stood, afterwards. */
    private Map<String, Double> evaluated(Evaluator evaluator) {
        BatchSource.Position position = settings.batches().position();
        Map<String, Double> figures = evaluator.evaluate();
        if (!settings.batches().position().equals(position)) {
            settings.batches().restore(position);
        }
        figures.forEach(this::requireNumber);
        return figures;
    }

    private void requireNumber(String figure, double value) {
        if (Double.isNaN(value)) {
            throw new NonFiniteException("Trainer: epoch " + progress.epoch + ", step " + progress.figures.steps()
                    + ": expected the evaluator's figures to be numbers, but " + figure
                    + " is NaN; the model has diverged, or the validation data has nothing to measure it by");
        }
    }

    private void save() {
        if (folder != null && !saved) {
            Path file = folder.save(checkpoint.take());
            saved = true;
            tell(listener -> listener.checkpointSaved(file));
        }
    }

    private void saveBest() {
        if (folder != null) {
            Path file = folder.saveBest(checkpoint.take());
            tell(listener -> listener.checkpointSaved(file));
        }
    }
}
