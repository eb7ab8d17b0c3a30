package org.rnn4j.optim;

import java.nio.file.Path;
import java.util.List;

/**
 * From where a training run was resumed.
 *
 * @param file the checkpoint
 * @param steps how many steps had been taken
 * @param epoch the number, from 1, of the epoch that goes on or comes next
 * @param examples how many examples of that epoch had been trained on
 * @param history the epochs that were over
 * @param damaged newer checkpoints that could not be read, so that an older one was taken; the log says what is wrong
 *     with them
 */
public record Resumption(
        Path file, long steps, int epoch, long examples, List<EpochReport> history, List<Path> damaged) {
    /** Keeps unmodifiable copies of the lists. */
    public Resumption {
        history = List.copyOf(history);
        damaged = List.copyOf(damaged);
    }
}
