package org.rnn4j.layer;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Kernels;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/**
 * A table with one vector per token.
 *
 * <p>Parameter: {@code weight [tokens, width]}, standard normal at first, as in PyTorch, unless an initializer is given.
 * With a padding id, the row of that id starts at zero and gets no gradient. Ids behind a sequence's length are never
 * read; gradients add up over valid steps, time outer, batch inner. {@link #withDropout} drops whole rows.
 */
public final class Embedding implements Parameterized {
    private static final int NO_PADDING = -1;

    private final Parameter weight;
    private final int paddingId;
    private final double dropout;
    private final Parameters parameters;

    /** A table without a padding row; both sizes are at least 1. */
    public Embedding(int tokens, int width, RandomKey key) {
        this(tokens, width, Initializers.normal(1), NO_PADDING, key);
    }

    private Embedding(int tokens, int width, Initializer initializer, int paddingId, RandomKey key) {
        if (tokens < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "Embedding: expected sizes of at least 1, but got " + tokens + " tokens and width " + width);
        }
        Tensor table = initializer.checked(new int[] {tokens, width}, key.child("weight"));
        if (paddingId != NO_PADDING) {
            Arrays.fill(table.values(), paddingId * width, (paddingId + 1) * width, 0f);
        }
        weight = new Parameter(table);
        this.paddingId = paddingId;
        dropout = 0;
        parameters = Parameters.builder().add("weight", weight).build();
    }

    private Embedding(Embedding table, double dropout) {
        DropoutMask.requireRate("Embedding", dropout);
        weight = table.weight;
        paddingId = table.paddingId;
        this.dropout = dropout;
        parameters = table.parameters;
    }

    /**
     * The same table with dropout of whole rows while training (Gal and Ghahramani 2016; the embedding dropout of Merity,
     * Keskar and Socher 2018): in every call of {@code forward} on a training tape each token of the table is dropped
     * with probability {@code rate}, wherever it stands in the batch: its vector is 0 and its row gets no gradient. The
     * other vectors, and their gradients, are multiplied by {@code 1 / (1 - rate)}.
     *
     * @return a table that shares the parameter
     * @throws IllegalArgumentException if the rate is not in [0, 1)
     */
    public Embedding withDropout(double rate) {
        return new Embedding(this, rate);
    }

    /** A table whose row {@code paddingId} stays zero. */
    public static Embedding withPadding(int tokens, int width, int paddingId, RandomKey key) {
        requirePadding(tokens, paddingId);
        return new Embedding(tokens, width, Initializers.normal(1), paddingId, key);
    }

    /** A table without a padding row, with this initialization. */
    public static Embedding initialized(int tokens, int width, Initializer initializer, RandomKey key) {
        return new Embedding(tokens, width, initializer, NO_PADDING, key);
    }

    /** A table whose row {@code paddingId} stays zero, with this initialization for the others. */
    public static Embedding initialized(int tokens, int width, int paddingId, Initializer initializer, RandomKey key) {
        requirePadding(tokens, paddingId);
        return new Embedding(tokens, width, initializer, paddingId, key);
    }

    private static void requirePadding(int tokens, int paddingId) {
        if (paddingId < 0 || paddingId >= tokens) {
            throw new IllegalArgumentException(
                    "Embedding: expected a padding id from 0 to " + (tokens - 1) + ", but got " + paddingId);
        }
    }

    /**
     * A table for a larger vocabulary: the rows that there are, bit for bit, and further ones with this initialization.
     * It has a parameter of its own.
     *
     * @throws IllegalArgumentException if there would be fewer rows
     */
    public Embedding grown(int tokens, Initializer further, RandomKey key) {
        Initializer rows = GrownRows.of("Embedding.grown", weight, tokens, further);
        return new Embedding(new Embedding(tokens, width(), rows, paddingId, key), dropout);
    }

    /** The number of rows. */
    public int tokens() {
        return weight.size(0);
    }

    /** Whether one row, that of padding, stays zero. */
    public boolean hasPadding() {
        return paddingId != NO_PADDING;
    }

    /** The length of a vector. */
    public int width() {
        return weight.size(1);
    }

    /**
     * The vectors of all valid tokens, {@code [time, batch, width]}.
     *
     * @throws IndexOutOfBoundsException if a valid id is not in the table
     */
    public Sequence forward(Tape tape, TokenBatch batch) {
        Var table = tape.parameter(weight);
        Var output = tape.result(new int[] {batch.time(), batch.batch(), width()}, table);
        Sequence sequence = new Sequence(output, batch.lengths());
        int[] rows = sequence.validRows();
        int[] ids = batch.ids();
        int count = batch.lengths().total();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            if (isOutside(ids[row])) {
                throw new IndexOutOfBoundsException(
                        "Embedding: the token of sequence " + row % batch.batch() + " at step " + row / batch.batch()
                                + " is " + ids[row] + ", but the table has " + tokens() + " rows");
            }
        }
        look(tape, table, output, ids.clone(), rows, count);
        return sequence;
    }

    /**
     * The vectors of some tokens, {@code [number of ids, width]}.
     *
     * @throws IndexOutOfBoundsException if an id is not in the table
     */
    public Var forward(Tape tape, int[] ids) {
        for (int i = 0; i < ids.length; i++) {
            if (isOutside(ids[i])) {
                throw new IndexOutOfBoundsException(
                        "Embedding: token " + i + " is " + ids[i] + ", but the table has " + tokens() + " rows");
            }
        }
        Var table = tape.parameter(weight);
        Var output = tape.result(new int[] {ids.length, width()}, table);
        look(tape, table, output, ids.clone(), null, ids.length);
        return output;
    }

    /**
     * The sum of the vectors of several tokens at each valid step, {@code [time, batch, width]}: of a word and of its
     * subwords (Bojanowski et al. 2017), or of a word and its features. What PyTorch calls {@code EmbeddingBag} with mode
     * sum, for sequences. The padding id of a table that has one ({@link #withPadding}) adds nothing; without it, id 0 is a
     * token like any other. Vectors are added in the order of the batches; {@link #withDropout} draws anew for each of them.
     *
     * @param batches the first, second, ... token of each step, at least one batch; all with the same lengths
     * @throws IllegalArgumentException if there is none, or their lengths differ
     * @throws IndexOutOfBoundsException if a valid id is not in the table
     */
    public Sequence sum(Tape tape, List<TokenBatch> batches) {
        requireAlike(batches);
        Sequence first = forward(tape, batches.get(0));
        Var sum = first.values();
        for (TokenBatch further : batches.subList(1, batches.size())) {
            sum = sum.plus(forward(tape, further).values());
        }
        return first.withValues(sum);
    }

    private static void requireAlike(List<TokenBatch> batches) {
        if (batches.isEmpty()) {
            throw new IllegalArgumentException("Embedding.sum: expected at least 1 batch of tokens, but got none");
        }
        for (int i = 1; i < batches.size(); i++) {
            requireAlike(batches.get(0), batches.get(i), i);
        }
    }

    private static void requireAlike(TokenBatch first, TokenBatch other, int index) {
        if (other.time() != first.time() || other.batch() != first.batch()) {
            throw new IllegalArgumentException("Embedding.sum: expected " + first.time() + " x " + first.batch()
                    + " tokens (time x batch), as in batch 0, but batch " + index + " has " + other.time() + " x "
                    + other.batch());
        }
        for (int b = 0; b < first.batch(); b++) {
            if (other.lengths().get(b) != first.lengths().get(b)) {
                throw new IllegalArgumentException("Embedding.sum: expected sequence " + b + " of batch " + index
                        + " to have length " + first.lengths().get(b) + ", as in batch 0, but it has "
                        + other.lengths().get(b) + "; give padding ids to steps without such a token");
            }
        }
    }

    private boolean isOutside(int id) {
        return id < 0 || id >= tokens();
    }

    private void look(Tape tape, Var table, Var output, int[] ids, int @Nullable [] rows, int count) {
        int width = width();
        if (rows != null) {
            Arrays.fill(output.values(), 0, output.count(), 0f);
        }
        float[] factors = factors(tape, ids, rows, count);
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            if (factors == null) {
                System.arraycopy(table.values(), ids[row] * width, output.values(), row * width, width);
            } else {
                scale(factors[i], table.values(), ids[row] * width, output.values(), row * width);
            }
        }
        tape.record(output, gradients -> lookBackward(gradients, table, output, ids, rows, count, factors));
    }

    private void lookBackward(
            Gradients gradients,
            Var table,
            Var output,
            int[] ids,
            int @Nullable [] rows,
            int count,
            float @Nullable [] factors) {
        int width = width();
        float[] dOutput = gradients.of(output);
        BitSet touched = new BitSet(tokens());
        for (int i = 0; i < count; i++) {
            int id = ids[rows == null ? i : rows[i]];
            if (id != paddingId && (factors == null || factors[i] != 0f)) {
                touched.set(id);
            }
        }
        float[] dTable = gradients.ofRows(table, touched);
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            if (touched.get(ids[row])) {
                float factor = factors == null ? 1f : factors[i];
                for (int j = 0; j < width; j++) {
                    int to = ids[row] * width + j;
                    dTable[to] = Math.fma(factor, dOutput[row * width + j], dTable[to]);
                }
            }
        }
    }

    /** By valid token: 0 if its row is dropped, else the scale; null without dropout. */
    private float @Nullable [] factors(Tape tape, int[] ids, int @Nullable [] rows, int count) {
        if (dropout == 0 || !tape.isTraining()) {
            return null;
        }
        RandomKey key = tape.nextKey();
        float[] factors = tape.borrow(count);
        Kernels kernels = tape.context().kernels();
        for (int i = 0; i < count; i++) {
            DropoutMask.fill(kernels, key, dropout, ids[rows == null ? i : rows[i]], 0, factors, i, 1);
        }
        return factors;
    }

    private void scale(float factor, float[] from, int at, float[] target, int to) {
        for (int j = 0; j < width(); j++) {
            target[to + j] = factor == 0f ? 0f : factor * from[at + j];
        }
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }

    @Override
    public String toString() {
        return "Embedding(" + tokens() + ", " + width()
                + (paddingId == NO_PADDING ? "" : ", padding " + paddingId)
                + (dropout == 0 ? ")" : ", dropout " + dropout + ")");
    }
}
