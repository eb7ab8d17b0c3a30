package org.rnn4j.data.batch;

import java.util.NoSuchElementException;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;

/** The batches of examples in an order. */
final class OrderedBatches<X, Y> implements BatchSource<Batch<X, Y>> {
    private final Inputs<X> inputs;
    private final Targets<Y> targets;
    private final EpochOrder order;
    private final int batches;
    private final int examples;
    private long epoch;
    private int position;
    private int[][] current;

    OrderedBatches(Inputs<X> inputs, Targets<Y> targets, EpochOrder order, Cut cut, int chosen) {
        this.inputs = inputs;
        this.targets = targets;
        this.order = order;
        batches = cut.batches(chosen);
        examples = cut.used(chosen);
        if (batches == 0) {
            throw new IllegalArgumentException("Batches: " + chosen + " examples make no batch"
                    + (chosen == 0 ? "" : " of size " + cut.batchSize() + " when a smaller one is dropped"));
        }
        current = order.batches(epoch);
    }

    @Override
    public boolean hasNext() {
        return position < batches;
    }

    @Override
    public Batch<X, Y> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("Batches: epoch " + epoch + " is over after " + batches
                    + " batches; go on with restore(new Position(" + (epoch + 1) + ", 0))");
        }
        int[] indexes = current[position++];
        return new Batch<>(inputs.collate(epoch, indexes), targets.collate(indexes), indexes.length);
    }

    @Override
    public long batchesPerEpoch() {
        return batches;
    }

    @Override
    public long examplesPerEpoch() {
        return examples;
    }

    @Override
    public Position position() {
        return new Position(epoch, position);
    }

    @Override
    public void restore(Position newPosition) {
        if (newPosition.batch() > batches) {
            throw new IllegalArgumentException("Batches: an epoch has " + batches + " batches, but the position is "
                    + newPosition + "; was it taken from other data or another batch size?");
        }
        if (newPosition.epoch() != epoch) {
            current = order.batches(newPosition.epoch());
            epoch = newPosition.epoch();
        }
        position = (int) newPosition.batch();
    }
}
