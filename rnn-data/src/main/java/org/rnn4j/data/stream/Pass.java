package org.rnn4j.data.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One reading of the file from its beginning, block by block. */
final class Pass<E, B> {
    private final ExampleFile<E> file;
    private final BlockOrder<E> order;
    private final long examples;
    private final int batchSize;
    private final Function<? super List<E>, ? extends B> collate;

    private @Nullable Stream<E> stream;
    private Iterator<E> reader = List.<E>of().iterator();
    private final Deque<List<E>> batches = new ArrayDeque<>();
    private long epoch;
    private long block;
    private long read;

    Pass(
            ExampleFile<E> file,
            BlockOrder<E> order,
            long examples,
            int batchSize,
            Function<? super List<E>, ? extends B> collate) {
        this.file = file;
        this.order = order;
        this.examples = examples;
        this.batchSize = batchSize;
        this.collate = collate;
    }

    long examples() {
        return examples;
    }

    long batches() {
        return (examples + batchSize - 1) / batchSize;
    }

    /** Begins an epoch's reading anew, at one of its batches. */
    void begin(long newEpoch, long batch) {
        close();
        epoch = newEpoch;
        block = 0;
        read = 0;
        try {
            stream = file.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader = stream.iterator();
        long passed = 0;
        while (batch - passed >= nextBlock()) {
            passed += nextBlock();
            skipBlock();
        }
        for (; passed < batch; passed++) {
            if (batches.isEmpty()) {
                readBlock();
            }
            batches.remove();
        }
    }

    private int nextBlock() {
        return block == 0 ? order.firstBlock(epoch) : order.batches();
    }

    private long nextBlockExamples() {
        return Math.min((long) nextBlock() * batchSize, examples - read);
    }

    private void skipBlock() {
        long count = nextBlockExamples();
        for (long i = 0; i < count; i++) {
            next();
        }
        block++;
    }

    private void readBlock() {
        long count = nextBlockExamples();
        List<E> held = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            held.add(next());
        }
        batches.addAll(order.cut(held, batchSize, epoch, block));
        block++;
    }

    private E next() {
        if (!reader.hasNext()) {
            throw new IllegalStateException("StreamedBatches: expected " + examples
                    + " examples as were counted before, but the file ended after " + read
                    + "; it was changed while in use");
        }
        read++;
        return reader.next();
    }

    B nextBatch() {
        if (batches.isEmpty()) {
            readBlock();
        }
        return collate.apply(batches.remove());
    }

    void close() {
        batches.clear();
        reader = List.<E>of().iterator();
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }
}
