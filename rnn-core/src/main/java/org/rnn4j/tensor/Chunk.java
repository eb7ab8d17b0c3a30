package org.rnn4j.tensor;

/**
 * The next steps of sequences that run side by side and are longer than what is taken at once: what goes into a model,
 * what should come out, and which of the sequences begin here. Where none begins, the state that the chunk before left
 * is carried on.
 *
 * @param input the input, for example a {@link TokenBatch} in which every row goes on with its sequence
 * @param target the target, for example the next tokens
 * @param begins for every row whether a new sequence begins at step 0, so that no state may be carried into it; the
 *     array is handed over, and not to be changed afterwards
 * @param size the number of valid steps of all rows together, which is the weight of a mean over them
 * @param <X> the type of the input
 * @param <Y> the type of the target
 */
public record Chunk<X, Y>(X input, Y target, boolean[] begins, int size) {
    /** Checks that there are rows and steps. */
    public Chunk {
        if (begins.length < 1) {
            throw new IllegalArgumentException("Chunk: expected at least 1 row, but got none");
        }
        if (size < 1) {
            throw new IllegalArgumentException("Chunk: expected at least 1 valid step, but got " + size);
        }
    }

    /** The number of rows. */
    public int rows() {
        return begins.length;
    }

    /** Whether a new sequence begins in at least one row. */
    public boolean hasBeginning() {
        for (boolean begin : begins) {
            if (begin) {
                return true;
            }
        }
        return false;
    }
}
