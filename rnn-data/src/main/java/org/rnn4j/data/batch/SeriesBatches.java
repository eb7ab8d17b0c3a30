package org.rnn4j.data.batch;

import java.util.List;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

/** Batches of series of real numbers. */
public final class SeriesBatches {
    private SeriesBatches() {}

    /**
     * Series with a label each; choose an order to get a source of batches.
     *
     * @param sequences the series {@code [time][feature]}, kept and not copied
     * @param labels the class of each series
     * @param batchSize the number of series in a batch
     */
    public static Batches<SeriesBatch, int[]> of(List<float[][]> sequences, int[] labels, int batchSize) {
        return Batches.of(Inputs.series(sequences), Targets.labels(labels), batchSize);
    }

    /**
     * Series with a row of numbers each as target; choose an order to get a source of batches.
     *
     * @param sequences the series {@code [time][feature]}, kept and not copied
     * @param targets the targets, whose first axis counts the series; kept and not copied
     * @param batchSize the number of series in a batch
     */
    public static Batches<SeriesBatch, Tensor> of(List<float[][]> sequences, Tensor targets, int batchSize) {
        return Batches.of(Inputs.series(sequences), Targets.rows(targets), batchSize);
    }
}
