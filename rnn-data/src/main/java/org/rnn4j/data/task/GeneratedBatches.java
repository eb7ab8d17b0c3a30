package org.rnn4j.data.task;

import java.util.NoSuchElementException;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.RandomKey;

/** Batches made when they are asked for: each is a function of the key, the epoch and its number alone. */
final class GeneratedBatches<X, Y> implements BatchSource<Batch<X, Y>> {
    private final String owner;
    private final Maker<X, Y> maker;
    private final int batchSize;
    private final int batchesPerEpoch;
    private final RandomKey key;
    private Position position = Position.START;

    /** Makes a batch of this size from a key. */
    @FunctionalInterface
    interface Maker<X, Y> {
        Batch<X, Y> make(RandomKey key, int size);
    }

    GeneratedBatches(String owner, Maker<X, Y> maker, int batchSize, int batchesPerEpoch, RandomKey key) {
        if (batchSize < 1 || batchesPerEpoch < 1) {
            throw new IllegalArgumentException(owner + ": expected a batch size of at least 1 and at least 1 batch in"
                    + " an epoch, but got " + batchSize + " and " + batchesPerEpoch);
        }
        this.owner = owner;
        this.maker = maker;
        this.batchSize = batchSize;
        this.batchesPerEpoch = batchesPerEpoch;
        this.key = key;
    }

    @Override
    public boolean hasNext() {
        return position.batch() < batchesPerEpoch;
    }

    @Override
    public Batch<X, Y> next() {
        if (!hasNext()) {
            throw new NoSuchElementException(owner + ": epoch " + position.epoch() + " is over after " + batchesPerEpoch
                    + " batches; go on with restore(new Position(" + (position.epoch() + 1) + ", 0))");
        }
        Batch<X, Y> batch = maker.make(key.child(position.epoch()).child(position.batch()), batchSize);
        position = new Position(position.epoch(), position.batch() + 1);
        return batch;
    }

    @Override
    public long batchesPerEpoch() {
        return batchesPerEpoch;
    }

    @Override
    public long examplesPerEpoch() {
        return (long) batchesPerEpoch * batchSize;
    }

    @Override
    public Position position() {
        return position;
    }

    @Override
    public void restore(Position newPosition) {
        if (newPosition.batch() > batchesPerEpoch) {
            throw new IllegalArgumentException(owner + ": an epoch has " + batchesPerEpoch
                    + " batches, but the position is " + newPosition + "; was it taken from another task?");
        }
        position = newPosition;
    }
}
