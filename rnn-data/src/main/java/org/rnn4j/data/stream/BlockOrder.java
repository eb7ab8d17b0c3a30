package org.rnn4j.data.stream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.rnn4j.tensor.RandomKey;

/**
 * How the examples of a block become batches.
 *
 * @param key where random orders come from; without one the order stays
 * @param batches the batches of a block
 * @param length the length by which a block is sorted, if it is
 */
record BlockOrder<E>(
        @Nullable RandomKey key, int batches, @Nullable ToIntFunction<? super E> length) {
    BlockOrder {
        if (batches < 1) {
            throw new IllegalArgumentException(
                    "StreamedBatches: expected blocks of at least 1 batch, but got " + batches);
        }
    }

    /** The batches of the first block of an epoch: any number up to that of the others, so that the borders move. */
    int firstBlock(long epoch) {
        return key == null
                ? batches
                : 1 + key.child(epoch).child("first").stream().nextInt(batches);
    }

    /** The batches of one block in their order. */
    List<List<E>> cut(List<E> block, int batchSize, long epoch, long number) {
        if (key == null) {
            return pieces(block, batchSize);
        }
        RandomKey own = key.child(epoch).child(number);
        List<E> shuffled = permuted(block, own.child("examples"));
        if (length == null) {
            return pieces(shuffled, batchSize);
        }
        shuffled.sort(Comparator.comparingInt(length)); // stable
        List<List<E>> pieces = pieces(shuffled, batchSize);
        List<List<E>> whole = new ArrayList<>(pieces);
        List<E> last = whole.get(whole.size() - 1);
        boolean rest = last.size() < batchSize;
        if (rest) {
            whole.remove(whole.size() - 1);
        }
        List<List<E>> ordered = permuted(whole, own.child("batches"));
        if (rest) {
            ordered.add(last); // batches have their number by their place, and only the last one may be smaller
        }
        return ordered;
    }

    private static <T> List<T> permuted(List<T> list, RandomKey key) {
        List<T> permuted = new ArrayList<>(list.size());
        for (int i : key.stream().permutation(list.size())) {
            permuted.add(list.get(i));
        }
        return permuted;
    }

    private static <T> List<List<T>> pieces(List<T> list, int size) {
        List<List<T>> pieces = new ArrayList<>();
        for (int from = 0; from < list.size(); from += size) {
            pieces.add(List.copyOf(list.subList(from, Math.min(from + size, list.size()))));
        }
        return pieces;
    }
}
