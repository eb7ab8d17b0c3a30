package org.rnn4j.data.batch;

/** Which examples make which batch of an epoch: a function of the epoch's number alone. */
@FunctionalInterface
interface EpochOrder {
    /** The indexes of each batch. */
    int[][] batches(long epoch);
}
