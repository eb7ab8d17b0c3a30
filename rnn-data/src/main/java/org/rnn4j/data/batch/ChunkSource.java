package org.rnn4j.data.batch;

import java.util.NoSuchElementException;
import java.util.function.LongFunction;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.Chunk;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.TokenBatch;

/** The chunks of rows of text; the order of the pieces is a function of the epoch's number alone. */
final class ChunkSource implements BatchSource<Chunk<TokenBatch, TokenBatch>> {
    private final int rows;
    private final int steps;
    private final int chunks;
    private final long targets;
    private final LongFunction<ChunkPlan.Piece[][]> order;
    private long epoch;
    private int position;
    private ChunkPlan.Piece[][] current;
    private int[] piece;
    private int[] taken;

    ChunkSource(ChunkPlan plan, LongFunction<ChunkPlan.Piece[][]> order) {
        rows = plan.rows().length;
        steps = plan.steps();
        chunks = plan.chunks();
        targets = plan.targets();
        this.order = order;
        current = order.apply(0);
        piece = new int[rows];
        taken = new int[rows];
    }

    @Override
    public boolean hasNext() {
        return position < chunks;
    }

    @Override
    public Chunk<TokenBatch, TokenBatch> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("TokenChunks: epoch " + epoch + " is over after " + chunks
                    + " chunks; go on with restore(new Position(" + (epoch + 1) + ", 0))");
        }
        int[] lengths = new int[rows];
        int time = 0;
        int size = 0;
        for (int row = 0; row < rows; row++) {
            lengths[row] = left(row);
            time = Math.max(time, lengths[row]);
            size += lengths[row];
        }
        Chunk<TokenBatch, TokenBatch> chunk = read(Lengths.of(lengths), time, size);
        advance();
        return chunk;
    }

    /** The steps of this row in the next chunk. */
    private int left(int row) {
        return piece[row] == current[row].length ? 0 : Math.min(steps, current[row][piece[row]].length() - taken[row]);
    }

    private Chunk<TokenBatch, TokenBatch> read(Lengths lengths, int time, int size) {
        int[] inputs = new int[time * rows];
        int[] targets = new int[time * rows];
        boolean[] begins = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            begins[row] = taken[row] == 0;
            for (int t = 0; t < time; t++) {
                boolean valid = t < lengths.get(row);
                ChunkPlan.Piece own = valid ? current[row][piece[row]] : null;
                int at = own == null ? 0 : own.from() + taken[row] + t;
                inputs[t * rows + row] = own == null ? Vocabulary.PADDING : own.text()[at];
                targets[t * rows + row] = own == null ? Vocabulary.PADDING : own.text()[at + 1];
            }
        }
        TokenBatch input = TokenBatch.timeMajor(inputs, time, lengths);
        return new Chunk<>(input, TokenBatch.timeMajor(targets, time, lengths), begins, size);
    }

    /** Goes behind the next chunk. */
    private void advance() {
        for (int row = 0; row < rows; row++) {
            taken[row] += left(row);
            if (piece[row] < current[row].length && taken[row] == current[row][piece[row]].length()) {
                piece[row]++;
                taken[row] = 0;
            }
        }
        position++;
    }

    @Override
    public long batchesPerEpoch() {
        return chunks;
    }

    @Override
    public long examplesPerEpoch() {
        return targets;
    }

    @Override
    public Position position() {
        return new Position(epoch, position);
    }

    @Override
    public void restore(Position newPosition) {
        if (newPosition.batch() > chunks) {
            throw new IllegalArgumentException("TokenChunks: an epoch has " + chunks + " chunks, but the position is "
                    + newPosition + "; was it taken from other texts, or other numbers of rows and steps?");
        }
        if (newPosition.epoch() != epoch) {
            current = order.apply(newPosition.epoch());
            epoch = newPosition.epoch();
        }
        piece = new int[rows];
        taken = new int[rows];
        position = 0;
        while (position < newPosition.batch()) {
            advance();
        }
    }
}
