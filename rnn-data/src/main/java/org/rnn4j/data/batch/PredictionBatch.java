package org.rnn4j.data.batch;

/**
 * A batch without targets that knows where its sequences stood.
 *
 * @param input the sequences
 * @param positions the caller's position of each sequence
 * @param <X> the type of the input
 */
public record PredictionBatch<X>(X input, int[] positions) {}
