package org.rnn4j.benchmarks;

import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/**
 * The task of emitting the input symbol of the step before.
 *
 * @param inputs symbols as unit vectors [T, B, I]
 * @param targets the symbols of the step before, 0 at first [T, B]
 */
public record LagCopy(float[] inputs, int[] targets) {
    /** A batch with the time, batch and input sizes of a shape. */
    public static LagCopy of(Shape sizes) {
        RandomStream random = RandomKey.of(7).child("symbols").stream();
        float[] inputs = new float[sizes.time() * sizes.batch() * sizes.input()];
        int[] targets = new int[sizes.time() * sizes.batch()];
        for (int b = 0; b < sizes.batch(); b++) {
            int previous = 0;
            for (int t = 0; t < sizes.time(); t++) {
                int symbol = random.nextInt(sizes.input());
                inputs[(t * sizes.batch() + b) * sizes.input() + symbol] = 1f;
                targets[t * sizes.batch() + b] = previous;
                previous = symbol;
            }
        }
        return new LagCopy(inputs, targets);
    }
}
