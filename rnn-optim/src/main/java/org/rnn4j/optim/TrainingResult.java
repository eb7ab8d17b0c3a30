package org.rnn4j.optim;

import java.util.List;

/**
 * What a training run brought.
 *
 * @param history the epochs in order
 * @param bestEpoch the number, from 1, of the epoch whose weights the model has now: the best with early stopping, else
 *     the last
 * @param stoppedEarly whether early stopping ended the run before its last epoch
 */
public record TrainingResult(List<EpochReport> history, int bestEpoch, boolean stoppedEarly) {
    /** Keeps an unmodifiable copy of the history. */
    public TrainingResult {
        history = List.copyOf(history);
    }

    /** The report of the best epoch. */
    public EpochReport best() {
        return history.get(bestEpoch - 1);
    }

    /** The seconds of training in all epochs, without evaluation. */
    public double trainSeconds() {
        return history.stream().mapToDouble(EpochReport::seconds).sum();
    }

    /** Training examples per second over all epochs, without evaluation. */
    public double examplesPerSecond() {
        return history.stream().mapToLong(EpochReport::examples).sum() / trainSeconds();
    }
}
