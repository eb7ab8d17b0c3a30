package org.rnn4j.data.batch;

import org.rnn4j.tensor.BatchSource;

/**
 * Batches of two sources side by side, for a network that learns two tasks at once: an epoch is one of the first source,
 * and the second goes on through its own epochs meanwhile, as often as it takes.
 *
 * @param <A> the type of a batch of the first source
 * @param <B> the type of a batch of the second source
 */
public final class PairedBatches<A, B> implements BatchSource<PairedBatches.Pair<A, B>> {
    private final BatchSource<A> first;
    private final BatchSource<B> second;

    /**
     * A batch of each source.
     *
     * @param first that of the first source
     * @param second that of the second source
     * @param <A> the type of the first
     * @param <B> the type of the second
     */
    public record Pair<A, B>(A first, B second) {}

    private PairedBatches(BatchSource<A> first, BatchSource<B> second) {
        this.first = first;
        this.second = second;
    }

    /** Pairs of these sources, which belong to the pairs from now on. */
    public static <A, B> BatchSource<Pair<A, B>> of(BatchSource<A> first, BatchSource<B> second) {
        if (second.batchesPerEpoch() < 1) {
            throw new IllegalArgumentException("PairedBatches: the second source has no batches");
        }
        PairedBatches<A, B> pairs = new PairedBatches<>(first, second);
        pairs.restore(Position.START);
        return pairs;
    }

    @Override
    public boolean hasNext() {
        return first.hasNext();
    }

    @Override
    public Pair<A, B> next() {
        A batch = first.next();
        if (!second.hasNext()) {
            second.restore(new Position(second.position().epoch() + 1, 0));
        }
        return new Pair<>(batch, second.next());
    }

    @Override
    public long batchesPerEpoch() {
        return first.batchesPerEpoch();
    }

    /** The number of examples of the first source. */
    @Override
    public long examplesPerEpoch() {
        return first.examplesPerEpoch();
    }

    @Override
    public Position position() {
        return first.position();
    }

    @Override
    public void restore(Position position) {
        first.restore(position);
        long read = position.epoch() * first.batchesPerEpoch() + position.batch();
        second.restore(new Position(read / second.batchesPerEpoch(), read % second.batchesPerEpoch()));
    }
}
