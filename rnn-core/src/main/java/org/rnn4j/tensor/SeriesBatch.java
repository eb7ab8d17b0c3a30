package org.rnn4j.tensor;

/**
 * A batch of real-valued sequences {@code [time, batch, feature]} with lengths; values behind a sequence's length are
 * padding and may hold anything, NaN included.
 *
 * @param values the values {@code [time, batch, feature]}
 * @param lengths the valid steps of each sequence
 */
public record SeriesBatch(Tensor values, Lengths lengths) {
    /** Checks that the values have rank 3 and the lengths fit them. */
    public SeriesBatch {
        if (values.rank() != 3) {
            throw new IllegalArgumentException(
                    "SeriesBatch: expected values [time, batch, feature], but got " + values);
        }
        lengths.requireFit("SeriesBatch", values.size(0), values.size(1));
    }

    /** A batch without padding. */
    public static SeriesBatch full(Tensor values) {
        if (values.rank() != 3) {
            throw new IllegalArgumentException(
                    "SeriesBatch: expected values [time, batch, feature], but got " + values);
        }
        return new SeriesBatch(values, Lengths.full(values.size(1), values.size(0)));
    }

    /**
     * A batch from batch-first arrays {@code [batch][time][feature]}, the common order outside this library; sequences
     * may differ in length, all steps must have the same number of features. Padding is 0.
     */
    public static SeriesBatch fromBatchFirst(float[][][] sequences) {
        int batch = sequences.length;
        int[] lengths = new int[batch];
        int features = -1;
        for (int b = 0; b < batch; b++) {
            if (sequences[b] == null) {
                throw new IllegalArgumentException("SeriesBatch: sequence " + b + " is null");
            }
            lengths[b] = sequences[b].length;
            for (int t = 0; t < lengths[b]; t++) {
                if (sequences[b][t] == null) {
                    throw new IllegalArgumentException("SeriesBatch: sequence " + b + ", step " + t + " is null");
                }
                int width = sequences[b][t].length;
                if (features >= 0 && width != features) {
                    throw new IllegalArgumentException("SeriesBatch: expected " + features
                            + " features at every step, but sequence " + b + ", step " + t + " has " + width);
                }
                features = width;
            }
        }
        if (features < 0) {
            throw new IllegalArgumentException(
                    "SeriesBatch: the number of features is unknown, because no sequence has a step");
        }
        Lengths checked = Lengths.of(lengths);
        Tensor values = Tensor.zeros(checked.max(), batch, features);
        for (int b = 0; b < batch; b++) {
            for (int t = 0; t < lengths[b]; t++) {
                System.arraycopy(sequences[b][t], 0, values.values(), (t * batch + b) * features, features);
            }
        }
        return new SeriesBatch(values, checked);
    }

    /** The number of time steps, padding included. */
    public int time() {
        return values.size(0);
    }

    /** The number of sequences. */
    public int batch() {
        return values.size(1);
    }

    /** The number of features of a step. */
    public int features() {
        return values.size(2);
    }
}
