package org.rnn4j.data.stream;

import java.io.Closeable;
import java.util.NoSuchElementException;
import org.rnn4j.tensor.BatchSource;

/**
 * The batches of a file that is read while they are asked for; made by {@link StreamedBatches}. It holds the file open
 * from the first batch of an epoch to the last one: close it if you stop before. Not thread-safe.
 *
 * <p>Reading can throw what the file's reader throws: {@link org.rnn4j.data.DataFileException} and {@link
 * java.io.UncheckedIOException}.
 *
 * @param <B> the type of a batch
 */
public final class StreamedSource<B> implements BatchSource<B>, Closeable {
    private final Pass<?, B> pass;
    private final long batches;
    private long epoch;
    private long position;
    private boolean open;

    StreamedSource(Pass<?, B> pass) {
        this.pass = pass;
        batches = pass.batches();
    }

    @Override
    public boolean hasNext() {
        return position < batches;
    }

    @Override
    public B next() {
        if (!hasNext()) {
            throw new NoSuchElementException("StreamedBatches: epoch " + epoch + " is over after " + batches
                    + " batches; go on with restore(new Position(" + (epoch + 1) + ", 0))");
        }
        if (!open) {
            pass.begin(epoch, position);
            open = true;
        }
        B batch = pass.nextBatch();
        position++;
        if (!hasNext()) {
            close();
        }
        return batch;
    }

    @Override
    public long batchesPerEpoch() {
        return batches;
    }

    @Override
    public long examplesPerEpoch() {
        return pass.examples();
    }

    @Override
    public Position position() {
        return new Position(epoch, position);
    }

    /** Goes to a place; the file is read up to it when the next batch is asked for. */
    @Override
    public void restore(Position newPosition) {
        if (newPosition.batch() > batches) {
            throw new IllegalArgumentException("StreamedBatches: an epoch has " + batches
                    + " batches, but the position is " + newPosition
                    + "; was it taken from other data or another batch size?");
        }
        if (!newPosition.equals(position())) {
            close();
            epoch = newPosition.epoch();
            position = newPosition.batch();
        }
    }

    /** Closes the file. A later batch opens it again. */
    @Override
    public void close() {
        pass.close();
        open = false;
    }
}
