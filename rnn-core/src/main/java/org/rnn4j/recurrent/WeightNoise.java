package org.rnn4j.recurrent;

import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.tensor.RandomKey;

/**
 * Gaussian noise on single weights of a matrix: {@code noisy = fma(deviation, gaussian, weight)}, the noise depending on
 * key, row and column alone. The gradient of the weight is that of the noisy one.
 */
final class WeightNoise {
    private WeightNoise() {}

    /** The matrix with noise of this standard deviation, on the same tape; made once per call. */
    static Var of(Tape tape, Var weight, double deviation, RandomKey key) {
        Var noisy = tape.result(weight.shape(), weight);
        float factor = (float) deviation;
        float[] source = weight.values();
        float[] target = noisy.values();
        int columns = weight.size(1);
        Parallel.inRows(weight, (from, to) -> {
            for (int row = from; row < to; row++) {
                long seed = key.rowSeed(row, 0);
                for (int j = 0; j < columns; j++) {
                    int at = row * columns + j;
                    target[at] = Math.fma(factor, RandomKey.gaussian(seed, j), source[at]);
                }
            }
        });
        return tape.recordUnwatched(noisy, gradients -> backward(gradients, weight, noisy));
    }

    private static void backward(Gradients gradients, Var weight, Var noisy) {
        weight.tape().context().kernels().add(gradients.of(noisy), 0, gradients.of(weight), 0, weight.count());
    }
}
