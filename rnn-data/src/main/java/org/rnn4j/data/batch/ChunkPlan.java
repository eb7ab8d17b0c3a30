package org.rnn4j.data.batch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.rnn4j.tensor.RandomKey;

/**
 * Which row reads which pieces of text.
 *
 * @param rows the pieces of each row, in order
 * @param steps the steps of a chunk
 */
record ChunkPlan(Piece[][] rows, int steps) {
    /**
     * A piece of a text that is read from the initial state on.
     *
     * @param text the tokens
     * @param from the first input
     * @param length the number of inputs; the last target stands at {@code from + length}
     */
    record Piece(int[] text, int from, int length) {
        int chunks(int steps) {
            return (int) (((long) length + steps - 1) / steps);
        }
    }

    /** Whole texts, the longest first, each to the row with the fewest chunks. */
    static ChunkPlan deal(List<int[]> texts, int rows, int steps) {
        List<List<Integer>> dealt = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            dealt.add(new ArrayList<>());
        }
        long[] chunks = new long[rows];
        IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> -texts.get(i).length))
                .forEachOrdered(i -> {
                    int row = smallest(chunks);
                    dealt.get(row).add(i);
                    chunks[row] += piece(texts.get(i)).chunks(steps);
                });
        Piece[][] pieces = new Piece[rows][];
        for (int row = 0; row < rows; row++) {
            pieces[row] = dealt.get(row).stream()
                    .sorted()
                    .map(i -> piece(texts.get(i)))
                    .toArray(Piece[]::new);
        }
        return new ChunkPlan(pieces, steps);
    }

    private static Piece piece(int[] text) {
        return new Piece(text, 0, text.length - 1);
    }

    private static int smallest(long[] numbers) {
        int smallest = 0;
        for (int i = 1; i < numbers.length; i++) {
            smallest = numbers[i] < numbers[smallest] ? i : smallest;
        }
        return smallest;
    }

    /** The same rows with their pieces in another order. */
    Piece[][] shuffled(RandomKey key) {
        Piece[][] shuffled = new Piece[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            int[] order = key.child(row).stream().permutation(rows[row].length);
            shuffled[row] = new Piece[order.length];
            for (int i = 0; i < order.length; i++) {
                shuffled[row][i] = rows[row][order[i]];
            }
        }
        return shuffled;
    }

    /** The number of chunks until the last row is read. */
    int chunks() {
        long most = 0;
        for (Piece[] row : rows) {
            long chunks = 0;
            for (Piece piece : row) {
                chunks += piece.chunks(steps);
            }
            most = Math.max(most, chunks);
        }
        if (most > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("TokenChunks: an epoch would have " + most
                    + " chunks, but positions go to " + Integer.MAX_VALUE + "; take more rows or more steps");
        }
        return (int) most;
    }

    /** The number of targets of all pieces. */
    long targets() {
        long targets = 0;
        for (Piece[] row : rows) {
            for (Piece piece : row) {
                targets += piece.length();
            }
        }
        return targets;
    }
}
