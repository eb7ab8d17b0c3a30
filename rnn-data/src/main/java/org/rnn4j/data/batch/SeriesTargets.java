package org.rnn4j.data.batch;

import org.rnn4j.tensor.SeriesBatch;

/** One series per example. */
record SeriesTargets(SeriesInputs series) implements Targets<SeriesBatch> {
    @Override
    public int count() {
        return series.count();
    }

    @Override
    public SeriesBatch collate(int[] indexes) {
        return series.collate(indexes);
    }
}
