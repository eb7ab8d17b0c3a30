package org.rnn4j.optim;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a training run brought, its parts before a resumption included.
 *
 * @param history the epochs that were finished, in order
 * @param evaluations all evaluations, in order
 * @param bestEpoch the number, from 1, of the epoch whose weights the model has now: that of the best evaluation with
 *     early stopping, else the last; 0 if it has come to neither
 * @param reason why it ended
 * @param resumption from where it was resumed; null if it began at the beginning
 */
public record TrainingResult(
        List<EpochReport> history,
        List<EvaluationReport> evaluations,
        int bestEpoch,
        StopReason reason,
        @Nullable Resumption resumption) {
    /** Keeps unmodifiable copies of the lists. */
    public TrainingResult {
        history = List.copyOf(history);
        evaluations = List.copyOf(evaluations);
    }

    /** Whether early stopping ended the run before its last epoch. */
    public boolean stoppedEarly() {
        return reason == StopReason.EARLY_STOPPING;
    }

    /** From where the run was resumed; empty if it began at the beginning. */
    public Optional<Resumption> resumedFrom() {
        return Optional.ofNullable(resumption);
    }

    /**
     * The report of the best epoch.
     *
     * @throws IllegalStateException if that epoch was not finished
     */
    public EpochReport best() {
        if (bestEpoch < 1 || bestEpoch > history.size()) {
            throw new IllegalStateException("TrainingResult.best: there is no report of epoch " + bestEpoch
                    + ", because training ended (" + reason + ") after " + history.size()
                    + " whole epochs; see evaluations()");
        }
        return history.get(bestEpoch - 1);
    }

    /** The seconds of training in all finished epochs, without evaluation and checkpoints. */
    public double trainSeconds() {
        return history.stream().mapToDouble(EpochReport::seconds).sum();
    }

    /** Training examples per second over all finished epochs, without evaluation and checkpoints. */
    public double examplesPerSecond() {
        return history.stream().mapToLong(EpochReport::examples).sum() / trainSeconds();
    }
}
