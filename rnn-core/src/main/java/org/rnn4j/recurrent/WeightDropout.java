package org.rnn4j.recurrent;

import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Kernels;
import org.rnn4j.layer.DropoutMask;
import org.rnn4j.tensor.RandomKey;

/**
 * Dropout of single weights of a matrix, DropConnect (Wan et al. 2013): {@code dropped = mask * weight}, the mask
 * depending on key, row and column alone, kept values scaled by {@code 1 / (1 - rate)}. A dropped weight is 0 whatever
 * its value.
 */
final class WeightDropout {
    private WeightDropout() {}

    /** The matrix with a part of its values dropped, on the same tape; made once per call. */
    static Var of(Tape tape, Var weight, double rate, RandomKey key) {
        Var dropped = tape.result(weight.shape(), weight);
        float[] mask = tape.borrow(weight.count());
        int columns = weight.size(1);
        float[] values = weight.values();
        Kernels kernels = tape.context().kernels();
        Parallel.inRows(weight, (from, to) -> {
            for (int row = from; row < to; row++) {
                DropoutMask.fill(kernels, key, rate, row, 0, mask, row * columns, columns);
            }
            int at = from * columns;
            kernels.applyMask(mask, at, values, at, dropped.values(), at, (to - from) * columns);
        });
        return tape.recordUnwatched(dropped, gradients -> backward(gradients, weight, dropped, mask));
    }

    private static void backward(Gradients gradients, Var weight, Var dropped, float[] mask) {
        float[] source = gradients.of(dropped);
        float[] target = gradients.of(weight);
        int columns = weight.size(1);
        Kernels kernels = weight.tape().context().kernels();
        Parallel.inRows(weight, (from, to) -> {
            int at = from * columns;
            kernels.addMasked(mask, at, source, at, target, at, (to - from) * columns);
        });
    }
}
