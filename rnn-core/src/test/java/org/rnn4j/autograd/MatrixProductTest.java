package org.rnn4j.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;

class MatrixProductTest {
    private static Tensor random(String name, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        RandomStream stream = RandomKey.of(1).child(name).stream();
        for (int i = 0; i < tensor.count(); i++) {
            tensor.values()[i] = (float) stream.nextGaussian();
        }
        return tensor;
    }

    private static List<Tensor> product(KernelChoice kernel, int threads) {
        try (Context context = Context.create(kernel, threads);
                Tape tape = Tape.training(context, RandomKey.of(2))) {
            Var left = tape.variable(random("left", 101, 77));
            Var right = tape.variable(random("right", 77, 83));
            Var result = left.matmul(right);
            Gradients gradients = tape.gradients(
                    result.times(tape.constant(random("weights", 101, 83))).sum());
            return List.of(result.toTensor(), gradients.tensor(left), gradients.tensor(right));
        }
    }

    /** Large enough to be divided among threads, forward and backward. */
    @Test
    void largeProduct_hasTheSameBitsOnAllKernelsWithAnyThreads() {
        List<Tensor> expected = product(KernelChoice.PORTABLE, 1);
        for (KernelChoice kernel : List.of(KernelChoice.PORTABLE, KernelChoice.AUTO)) {
            for (int threads = 1; threads <= 4; threads++) {
                assertThat(product(kernel, threads)).isEqualTo(expected);
            }
        }
    }
}
