package org.rnn4j.data.batch;

import java.util.List;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.TokenBatch;

/**
 * A data set's sequences, of which any selection can be put into one padded batch.
 *
 * @param <X> the type of a batch's input
 */
public interface Inputs<X> {
    /** The number of sequences. */
    int count();

    /** The number of steps of a sequence. */
    int length(int index);

    /** These sequences as one batch, in this order, padded to the longest of them. */
    X collate(int[] indexes);

    /** The same in this epoch, counted from 0, for sequences that are not the same in each. */
    default X collate(long epoch, int[] indexes) {
        return collate(indexes);
    }

    /**
     * Encoded texts, one array of ids each; the arrays are kept, not copied.
     *
     * @param paddingId what to fill up with, usually 0
     */
    static Inputs<TokenBatch> tokens(List<int[]> sequences, int paddingId) {
        return new TokenInputs(sequences, paddingId);
    }

    /**
     * Encoded texts whose words have features; the arrays are kept, not copied.
     *
     * @throws IllegalArgumentException if the texts have different numbers of kinds of features
     */
    static Inputs<TextBatch> texts(List<EncodedText> texts) {
        return new TextInputs(texts);
    }

    /** Series of real numbers {@code [time][feature]}, all with as many features; the arrays are kept, not copied. */
    static Inputs<SeriesBatch> series(List<float[][]> sequences) {
        return new SeriesInputs(sequences);
    }
}
