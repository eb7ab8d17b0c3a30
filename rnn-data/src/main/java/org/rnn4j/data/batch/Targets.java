package org.rnn4j.data.batch;

import org.rnn4j.tensor.Tensor;

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

    /** One row of numbers per example: a tensor whose first axis counts the examples; it is kept, not copied. */
    static Targets<Tensor> rows(Tensor rows) {
        return new RowTargets(rows);
    }
}
