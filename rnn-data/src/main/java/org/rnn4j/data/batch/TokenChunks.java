package org.rnn4j.data.batch;

import java.util.List;
import org.rnn4j.tensor.BatchSource;
import org.rnn4j.tensor.Chunk;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.TokenBatch;

/**
 * Long token sequences in chunks of some steps, side by side, for truncated backpropagation through time: the target of
 * each token is the next one. Every token but the first of a sequence is a target exactly once an epoch; short chunks at
 * the end are kept, and a row that has no more steps stays in the chunk with length 0.
 *
 * <p>This is neither cutting, which drops what is too long, nor windows, which overlap.
 */
public final class TokenChunks {
    private TokenChunks() {}

    /**
     * One text in {@code rows} parts of equal length (the first ones may have one token more) that are read side by
     * side, each from its beginning to its end; all begin with the first chunk of an epoch. Every epoch is the same.
     *
     * @param text at least one token more than rows; kept, not copied
     * @param rows how many parts, at least 1; with 1 the state goes through the whole text
     * @param steps the steps of a chunk, at least 1
     */
    public static BatchSource<Chunk<TokenBatch, TokenBatch>> ofText(int[] text, int rows, int steps) {
        requireAtLeastOne("rows", rows);
        int targets = text.length - 1;
        if (targets < rows) {
            throw new IllegalArgumentException("TokenChunks: expected a text of at least " + (rows + 1L)
                    + " tokens for " + rows + " rows, but got " + text.length);
        }
        ChunkPlan.Piece[][] pieces = new ChunkPlan.Piece[rows][];
        int from = 0;
        for (int row = 0; row < rows; row++) {
            int length = targets / rows + (row < targets % rows ? 1 : 0);
            pieces[row] = new ChunkPlan.Piece[] {new ChunkPlan.Piece(text, from, length)};
            from += length;
        }
        return new ChunkSource(new ChunkPlan(pieces, requireAtLeastOne("steps", steps)), epoch -> pieces);
    }

    /**
     * Texts of their own, such as documents: a row reads one after the other, each from the beginning of a chunk, and a
     * text's last chunk is as short as it must be. In every epoch the texts come in the same order.
     *
     * @param texts each of at least 2 tokens; kept, not copied
     * @param rows how many are read side by side, at least 1 and at most as many as there are texts
     * @param steps the steps of a chunk, at least 1
     */
    public static BatchSource<Chunk<TokenBatch, TokenBatch>> ofTexts(List<int[]> texts, int rows, int steps) {
        ChunkPlan plan = plan(texts, rows, steps);
        return new ChunkSource(plan, epoch -> plan.rows());
    }

    /**
     * The same in another random order in each epoch, that of {@code key.child(epoch)}. A text belongs to the same row in
     * all epochs: the longest texts are dealt out first, each to the row with the fewest chunks, so that no row ends long
     * before the others.
     */
    public static BatchSource<Chunk<TokenBatch, TokenBatch>> ofTexts(
            List<int[]> texts, int rows, int steps, RandomKey key) {
        ChunkPlan plan = plan(texts, rows, steps);
        return new ChunkSource(plan, epoch -> plan.shuffled(key.child(epoch)));
    }

    private static ChunkPlan plan(List<int[]> texts, int rows, int steps) {
        requireAtLeastOne("rows", rows);
        requireAtLeastOne("steps", steps);
        if (texts.size() < rows) {
            throw new IllegalArgumentException("TokenChunks: expected at least one text for each of the " + rows
                    + " rows, but got " + texts.size() + "; take fewer rows");
        }
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).length < 2) {
                throw new IllegalArgumentException("TokenChunks: expected texts of at least 2 tokens, but text " + i
                        + " has " + texts.get(i).length + "; leave it out, or mark the ends of texts by a token");
            }
        }
        return ChunkPlan.deal(texts, rows, steps);
    }

    private static int requireAtLeastOne(String what, int number) {
        if (number < 1) {
            throw new IllegalArgumentException("TokenChunks: expected at least 1 of " + what + ", but got " + number);
        }
        return number;
    }
}
