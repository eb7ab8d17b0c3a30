package org.rnn4j.data.series;

import org.rnn4j.tensor.SeriesBatch;

/**
 * The input of a batch of windows.
 *
 * @param past what was seen, {@code [past, batch, observed columns]}
 * @param known what is known in advance of the steps to predict, {@code [horizon, batch, known columns]}
 */
public record WindowBatch(SeriesBatch past, SeriesBatch known) {
    /** Checks that both have as many windows. */
    public WindowBatch {
        if (past.batch() != known.batch()) {
            throw new IllegalArgumentException("WindowBatch: expected as many windows in both parts, but got "
                    + past.batch() + " and " + known.batch());
        }
    }

    /** The number of windows. */
    public int batch() {
        return past.batch();
    }
}
