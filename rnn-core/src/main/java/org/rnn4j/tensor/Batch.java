package org.rnn4j.tensor;

/**
 * One batch of examples: what goes into a model, and what should come out.
 *
 * @param input the input, for example a {@link TokenBatch} or a {@link SeriesBatch}
 * @param target the target, for example {@code int[]} labels or a {@link Tensor}
 * @param size the number of examples in it
 * @param <X> the type of the input
 * @param <Y> the type of the target
 */
public record Batch<X, Y>(X input, Y target, int size) {
    /** Checks that the batch is not empty. */
    public Batch {
        if (size < 1) {
            throw new IllegalArgumentException("Batch: expected at least 1 example, but got " + size);
        }
    }
}
