package org.rnn4j.tensor;

/**
 * A batch of token sequences {@code [time, batch]} with lengths; ids behind a sequence's length are padding and mean
 * nothing. Immutable as long as nobody writes to {@link #ids()}.
 */
public final class TokenBatch {
    private final int[] ids;
    private final int time;
    private final int batch;
    private final Lengths lengths;

    private TokenBatch(int[] ids, int time, int batch, Lengths lengths) {
        this.ids = ids;
        this.time = time;
        this.batch = batch;
        this.lengths = lengths;
    }

    /**
     * A batch from sequences of any lengths, one array each; the time axis is as long as the longest and padded with
     * {@code paddingId}.
     */
    public static TokenBatch of(int[][] sequences, int paddingId) {
        int[] lengths = new int[sequences.length];
        for (int b = 0; b < lengths.length; b++) {
            lengths[b] = sequences[b].length;
        }
        Lengths checked = Lengths.of(lengths);
        int time = checked.max();
        int batch = lengths.length;
        int[] ids = new int[Tensor.elementCount(time, batch)];
        java.util.Arrays.fill(ids, paddingId);
        for (int b = 0; b < batch; b++) {
            for (int t = 0; t < lengths[b]; t++) {
                ids[t * batch + b] = sequences[b][t];
            }
        }
        return new TokenBatch(ids, time, batch, checked);
    }

    /** A batch from time-major ids: {@code ids[t * batch + b]}; the array is copied. */
    public static TokenBatch timeMajor(int[] ids, int time, Lengths lengths) {
        int batch = lengths.batch();
        if (ids.length != Tensor.elementCount(time, batch)) {
            throw new IllegalArgumentException(
                    "TokenBatch: expected " + time + " x " + batch + " ids (time x batch), but got " + ids.length);
        }
        lengths.requireFit("TokenBatch", time, batch);
        return new TokenBatch(ids.clone(), time, batch, lengths);
    }

    /** The number of time steps, padding included. */
    public int time() {
        return time;
    }

    /** The number of sequences. */
    public int batch() {
        return batch;
    }

    /** The valid steps of each sequence. */
    public Lengths lengths() {
        return lengths;
    }

    /** The token of sequence {@code b} at step {@code t}. */
    public int id(int t, int b) {
        if (t < 0 || t >= time || b < 0 || b >= batch) {
            throw new IndexOutOfBoundsException(
                    "TokenBatch: position (" + t + ", " + b + ") is outside [" + time + ", " + batch + "]");
        }
        return ids[t * batch + b];
    }

    /** The live ids, time-major: id of step t, sequence b at {@code t * batch + b}. */
    public int[] ids() {
        return ids;
    }
}
