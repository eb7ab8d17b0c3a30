package org.rnn4j.data.stream;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.rnn4j.tensor.RandomKey;

/**
 * Batches of examples that are read while training goes on, so that the file may be larger than memory. Immutable.
 *
 * <pre>{@code
 * ExampleFile<TableRow> rows = () -> ExampleFile.stream(TableReader.open(file, TableFormat.CSV, "label", "text"));
 * StreamedBatches<TableRow, Batch<TokenBatch, int[]>> batches = StreamedBatches.of(rows, 32, this::batch);
 * try (StreamedSource<Batch<TokenBatch, int[]>> training = batches.shuffledInBlocks(key.child("order"), 500)) {
 *     // hand it to a Trainer
 * }
 * }</pre>
 *
 * <p>The examples are counted once, when this is made: a pass over the file. An epoch is another pass. No more than one
 * block and one batch are held at a time. To go back to a position, the file is read from the beginning up to it: exact,
 * but not free.
 *
 * <p>A random order mixes within blocks of neighbouring examples, and the first block of each epoch has another size, so
 * that the borders move. It cannot bring together what is far apart: a file that is sorted by class must be shuffled once
 * before.
 *
 * @param <E> the type of an example
 * @param <B> the type of a batch
 */
public final class StreamedBatches<E, B> {
    private final ExampleFile<E> file;
    private final long examples;
    private final int batchSize;
    private final boolean dropLast;
    private final Function<? super List<E>, ? extends B> collate;

    private StreamedBatches(
            ExampleFile<E> file,
            long examples,
            int batchSize,
            boolean dropLast,
            Function<? super List<E>, ? extends B> collate) {
        this.file = file;
        this.examples = examples;
        this.batchSize = batchSize;
        this.dropLast = dropLast;
        this.collate = collate;
    }

    /**
     * Batches of all examples; reads them once to count them.
     *
     * @param collate makes a batch of its examples, in order
     */
    public static <E, B> StreamedBatches<E, B> of(
            ExampleFile<E> file, int batchSize, Function<? super List<E>, ? extends B> collate) throws IOException {
        if (batchSize < 1) {
            throw new IllegalArgumentException(
                    "StreamedBatches: expected a batch size of at least 1, but got " + batchSize);
        }
        long examples;
        try (Stream<E> all = file.open()) {
            examples = all.mapToLong(unused -> 1).sum(); // count() may skip the reading
        }
        return new StreamedBatches<>(file, examples, batchSize, false, collate);
    }

    /** The same without a smaller batch at the end of an epoch. */
    public StreamedBatches<E, B> droppingLast() {
        return new StreamedBatches<>(file, examples, batchSize, true, collate);
    }

    /** The number of examples. */
    public long examples() {
        return examples;
    }

    /** The examples as they come, in every epoch. */
    public StreamedSource<B> inOrder() {
        return source(new BlockOrder<>(null, 1, null));
    }

    /**
     * The examples in another random order in each epoch, mixed within blocks; from {@code key.child(epoch)}.
     *
     * @param blockBatches how many batches make a block, which is held in memory
     */
    public StreamedSource<B> shuffledInBlocks(RandomKey key, int blockBatches) {
        return source(new BlockOrder<>(key, blockBatches, null));
    }

    /**
     * The same with sequences of similar length together: a block is shuffled, sorted by length and cut into batches,
     * which are shuffled at last. The rest that makes no whole batch is the end of the last block.
     *
     * @param length the number of steps of an example
     */
    public StreamedSource<B> bucketedInBlocks(RandomKey key, int blockBatches, ToIntFunction<? super E> length) {
        return source(new BlockOrder<>(key, blockBatches, length));
    }

    private StreamedSource<B> source(BlockOrder<E> order) {
        long used = dropLast ? examples - examples % batchSize : examples;
        if (used == 0) {
            throw new IllegalArgumentException("StreamedBatches: " + examples + " examples make no batch"
                    + (examples == 0 ? "" : " of size " + batchSize + " when a smaller one is dropped"));
        }
        return new StreamedSource<>(new Pass<>(file, order, used, batchSize, collate));
    }
}
