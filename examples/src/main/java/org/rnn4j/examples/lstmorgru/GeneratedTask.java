package org.rnn4j.examples.lstmorgru;

import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.RandomKey;

/**
 * A task whose sequences are made up: new ones in each step of training, the same ones to judge by for every seed.
 *
 * @param <I> the type of the inputs
 * @param <T> the type of the targets
 */
interface GeneratedTask<I, T> extends Comparison<Batch<I, T>> {
    /** Sequences of a training step. */
    int BATCH = 32;

    /** Sequences of a batch to judge by. */
    int EVALUATION_BATCH = 250;

    /** So many batches of this size, all from the key. */
    BatchSource<Batch<I, T>> batches(int size, int count, RandomKey key);

    /** Where the sequences to judge by come from. */
    RandomKey data();

    /** The number of batches to judge by. */
    int evaluationBatches();

    @Override
    default BatchSource<Batch<I, T>> training(RandomKey key) {
        return batches(BATCH, steps(), key);
    }

    @Override
    default BatchSource<Batch<I, T>> validation() {
        return batches(EVALUATION_BATCH, evaluationBatches(), data().child("validation"));
    }

    @Override
    default BatchSource<Batch<I, T>> test() {
        return batches(EVALUATION_BATCH, evaluationBatches(), data().child("test"));
    }

    @Override
    default double weight(Batch<I, T> batch) {
        return batch.size();
    }
}
