package org.rnn4j.tensor;

import java.util.NoSuchElementException;

/**
 * A repeatable supply of batches, one epoch after the other, that knows its position and can return to it.
 *
 * <p>The batches of an epoch and their order depend only on the source's own data, settings and key, and on the epoch's
 * number: never on what was read before. So {@link #restore} continues exactly where {@link #position} was taken, in
 * another process too. Not thread-safe.
 *
 * @param <B> the type of a batch
 */
public interface BatchSource<B> {
    /**
     * A place in the data: the next batch to be read.
     *
     * @param epoch the number of the epoch, from 0
     * @param batch how many batches of that epoch have been read
     */
    record Position(long epoch, long batch) {
        /** The beginning of the data. */
        public static final Position START = new Position(0, 0);

        /** Checks that both numbers are at least 0. */
        public Position {
            if (epoch < 0 || batch < 0) {
                throw new IllegalArgumentException(
                        "Position: epoch and batch must be at least 0, but got epoch " + epoch + ", batch " + batch);
            }
        }
    }

    /** Whether the current epoch has another batch. */
    boolean hasNext();

    /**
     * The next batch of the current epoch.
     *
     * @throws NoSuchElementException at the end of the epoch
     */
    B next();

    /** The number of batches in one epoch. */
    long batchesPerEpoch();

    /** The number of examples in one epoch. */
    long examplesPerEpoch();

    /** The place of the next batch. */
    Position position();

    /** Goes to a place taken from {@link #position}, or to the start of an epoch. */
    void restore(Position position);
}
