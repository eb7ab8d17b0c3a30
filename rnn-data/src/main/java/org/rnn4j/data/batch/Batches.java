package org.rnn4j.data.batch;

import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.RandomKey;

/**
 * Examples that are to be cut into batches: says which, how large, and hands out sources of batches in an order that is
 * always named. Immutable.
 *
 * <pre>{@code
 * var training = TokenBatches.of(texts, labels, 64).only(split.train()).bucketedByLength(key.child("order"), 16);
 * var validation = TokenBatches.of(texts, labels, 256).only(split.validation()).inOrder();
 * }</pre>
 *
 * <p>The last batch of an epoch is smaller if the size does not divide the number of examples, unless {@link
 * #droppingLast()} was asked for. Sequences without a step are refused unless {@link #allowingEmpty()} was asked for.
 * Both are checked when an order is chosen.
 *
 * @param <X> the type of a batch's input
 * @param <Y> the type of a batch's target
 */
public final class Batches<X, Y> {
    private final Inputs<X> inputs;
    private final Targets<Y> targets;
    private final int[] chosen;
    private final Cut cut;
    private final boolean allowEmpty;

    private Batches(Inputs<X> inputs, Targets<Y> targets, int[] chosen, Cut cut, boolean allowEmpty) {
        this.inputs = inputs;
        this.targets = targets;
        this.chosen = chosen;
        this.cut = cut;
        this.allowEmpty = allowEmpty;
    }

    /** All examples of these inputs and targets, which belong together by position. */
    public static <X, Y> Batches<X, Y> of(Inputs<X> inputs, Targets<Y> targets, int batchSize) {
        if (inputs.count() != targets.count()) {
            throw new IllegalArgumentException("Batches: expected one target for each of the " + inputs.count()
                    + " sequences, but got " + targets.count() + " targets");
        }
        return new Batches<>(inputs, targets, Indexes.upTo(inputs.count()), new Cut(batchSize, false), false);
    }

    /** Only the examples with these indexes, in this order, for example one part of a split. */
    public Batches<X, Y> only(int[] indexes) {
        for (int index : indexes) {
            if (index < 0 || index >= inputs.count()) {
                throw new IndexOutOfBoundsException(
                        "Batches: expected indexes from 0 to " + (inputs.count() - 1) + ", but got " + index);
            }
        }
        return new Batches<>(inputs, targets, indexes.clone(), cut, allowEmpty);
    }

    /**
     * The same without a smaller batch at the end of an epoch. With a random order other examples are left out in each
     * epoch; without one always the same.
     */
    public Batches<X, Y> droppingLast() {
        return new Batches<>(inputs, targets, chosen, new Cut(cut.batchSize(), true), allowEmpty);
    }

    /** The same with sequences without a step. */
    public Batches<X, Y> allowingEmpty() {
        return new Batches<>(inputs, targets, chosen, cut, true);
    }

    /** The examples as they come, in every epoch. */
    public BatchSource<Batch<X, Y>> inOrder() {
        int[][] batches = cut.into(chosen);
        return source(epoch -> batches);
    }

    /** The shortest sequences first, equally long ones as they come, in every epoch: little padding. */
    public BatchSource<Batch<X, Y>> sortedByLength() {
        int[][] batches = cut.into(Indexes.sortedByLength(chosen, inputs));
        return source(epoch -> batches);
    }

    /** The examples in another random order in each epoch: that of {@code key.child(epoch)}. */
    public BatchSource<Batch<X, Y>> shuffled(RandomKey key) {
        return source(epoch -> cut.into(Indexes.shuffled(chosen, key.child(epoch).stream())));
    }

    /**
     * Sequences of similar length together, in another random order in each epoch: all examples are shuffled, cut into
     * pools of {@code poolBatches} batches, sorted by length within the pool and cut into batches, which are shuffled at
     * last. All from {@code key.child(epoch)}. A smaller last batch is the end of the last pool, and anywhere in the
     * epoch.
     *
     * @param poolBatches how many batches make a pool: 1 is plain shuffling, more means less padding and less chance
     */
    public BatchSource<Batch<X, Y>> bucketedByLength(RandomKey key, int poolBatches) {
        Buckets buckets = new Buckets(cut, poolBatches);
        return source(epoch -> buckets.of(chosen, inputs, key.child(epoch)));
    }

    /**
     * As many examples as there are in each epoch, but equally many of each class (or one more, in turn by chance), in
     * random order; all from {@code key.child(epoch)}. In large classes some are left out of an epoch; in small ones they
     * occur again, each only after all others of its class have. For training only: evaluate on what there is.
     *
     * @param labels the class of each example, of those too that {@link #only} leaves out
     */
    public BatchSource<Batch<X, Y>> balanced(int[] labels, RandomKey key) {
        BalancedClasses classes = BalancedClasses.of(chosen, labels, inputs.count());
        return source(epoch -> cut.into(classes.drawn(key.child(epoch))));
    }

    private BatchSource<Batch<X, Y>> source(EpochOrder order) {
        if (!allowEmpty) {
            Indexes.requireSteps("Batches", chosen, inputs);
        }
        return new OrderedBatches<>(inputs, targets, order, cut, chosen.length);
    }

    @Override
    public String toString() {
        return "Batches[" + chosen.length + " examples, " + cut + "]";
    }
}
