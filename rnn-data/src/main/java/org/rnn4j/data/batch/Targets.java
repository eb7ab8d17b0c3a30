package org.rnn4j.data.batch;

import java.util.List;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/**
 * What a model should answer, one target per example.
 *
 * @param <Y> the type of a batch's target
 */
public interface Targets<Y> {
    /** The number of targets. */
    int count();

    /** The targets of these examples, in this order. */
    Y collate(int[] indexes);

    /** One class number per example; the array is copied. */
    static Targets<int[]> labels(int[] labels) {
        return new LabelTargets(labels.clone());
    }

    /**
     * One sequence of class or token numbers per example, each of its own length: a tag for each step of a text, or a
     * text in another language. The arrays are kept, not copied.
     *
     * @param paddingId what to fill up with behind the lengths; it means nothing
     */
    static Targets<TokenBatch> tokens(List<int[]> sequences, int paddingId) {
        return new TokenTargets(new TokenInputs(sequences, paddingId));
    }

    /** One series of real numbers {@code [time][feature]} per example, such as one answer for each step; kept, not copied. */
    static Targets<SeriesBatch> series(List<float[][]> sequences) {
        return new SeriesTargets(new SeriesInputs(sequences));
    }

    /** One row of numbers per example: a tensor whose first axis counts the examples; it is kept, not copied. */
    static Targets<Tensor> rows(Tensor rows) {
        return new RowTargets(rows);
    }
}
