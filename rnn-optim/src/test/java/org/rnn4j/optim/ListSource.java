package org.rnn4j.optim;

import java.util.List;
import java.util.NoSuchElementException;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.RandomKey;

/** Given batches, in a new random order in each epoch. */
final class ListSource<B> implements BatchSource<B> {
    private final List<B> batches;
    private final RandomKey key;
    private Position position = Position.START;
    private int[] order;

    ListSource(List<B> batches, RandomKey key) {
        this.batches = batches;
        this.key = key;
        restore(Position.START);
    }

    @Override
    public boolean hasNext() {
        return position.batch() < batches.size();
    }

    @Override
    public B next() {
        if (!hasNext()) {
            throw new NoSuchElementException("end of epoch");
        }
        B batch = batches.get(order[(int) position.batch()]);
        position = new Position(position.epoch(), position.batch() + 1);
        return batch;
    }

    @Override
    public long batchesPerEpoch() {
        return batches.size();
    }

    @Override
    public long examplesPerEpoch() {
        return batches.size();
    }

    @Override
    public Position position() {
        return position;
    }

    @Override
    public void restore(Position newPosition) {
        position = newPosition;
        order = key.child(newPosition.epoch()).stream().permutation(batches.size());
    }
}
