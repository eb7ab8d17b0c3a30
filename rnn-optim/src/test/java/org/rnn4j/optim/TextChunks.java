package org.rnn4j.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.Chunk;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.TokenBatch;

/** Texts side by side in chunks, the same ones in every epoch. */
final class TextChunks implements BatchSource<Chunk<TokenBatch, TokenBatch>> {
    private final List<Chunk<TokenBatch, TokenBatch>> chunks = new ArrayList<>();
    private Position position = Position.START;

    TextChunks(int[][] texts, int steps) {
        int longest = 0;
        for (int[] text : texts) {
            longest = Math.max(longest, text.length - 1);
        }
        for (int from = 0; from < longest; from += steps) {
            chunks.add(chunk(texts, from, Math.min(steps, longest - from)));
        }
    }

    private static Chunk<TokenBatch, TokenBatch> chunk(int[][] texts, int from, int time) {
        int rows = texts.length;
        int[] lengths = new int[rows];
        int[] inputs = new int[time * rows];
        int[] targets = new int[time * rows];
        boolean[] begins = new boolean[rows];
        int size = 0;
        for (int row = 0; row < rows; row++) {
            lengths[row] = Math.max(0, Math.min(time, texts[row].length - 1 - from));
            size += lengths[row];
            begins[row] = from == 0;
            for (int t = 0; t < lengths[row]; t++) {
                inputs[t * rows + row] = texts[row][from + t];
                targets[t * rows + row] = texts[row][from + t + 1];
            }
        }
        Lengths all = Lengths.of(lengths);
        return new Chunk<>(
                TokenBatch.timeMajor(inputs, time, all), TokenBatch.timeMajor(targets, time, all), begins, size);
    }

    List<Chunk<TokenBatch, TokenBatch>> chunks() {
        return chunks;
    }

    @Override
    public boolean hasNext() {
        return position.batch() < chunks.size();
    }

    @Override
    public Chunk<TokenBatch, TokenBatch> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("end of epoch");
        }
        Chunk<TokenBatch, TokenBatch> next = chunks.get((int) position.batch());
        position = new Position(position.epoch(), position.batch() + 1);
        return next;
    }

    @Override
    public long batchesPerEpoch() {
        return chunks.size();
    }

    @Override
    public long examplesPerEpoch() {
        return chunks.stream().mapToLong(Chunk::size).sum();
    }

    @Override
    public Position position() {
        return position;
    }

    @Override
    public void restore(Position newPosition) {
        position = newPosition;
    }
}
