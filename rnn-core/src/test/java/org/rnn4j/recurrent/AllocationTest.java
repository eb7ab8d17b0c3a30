package org.rnn4j.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.layer.Linear;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;

/**
 * What a step allocates after warm-up. On the portable kernels: until the JIT has compiled the vector kernels, their
 * vectors are objects.
 */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int STEPS = 20;
    private static final int ROUNDS = 5;
    private static final long LIMIT = 16 * 1024;

    private static RecurrentBuilder builder(String cell) {
        return switch (cell) {
            case "lstm" -> Recurrent.lstm(5, 24);
            case "gru" -> Recurrent.gru(5, 24);
            default -> Recurrent.rnn(5, 24);
        };
    }

    private static float[][][] series(int batch, int time) {
        float[][][] series = new float[batch][][];
        for (int b = 0; b < batch; b++) {
            series[b] = new float[time - b % 3][5];
        }
        return series;
    }

    @Test
    void trainingStep_allocatesObjectsOfAtMost16Kilobytes_whateverTheSizes() {
        for (String cell : new String[] {"lstm", "gru", "rnn"}) {
            for (int[] sizes : new int[][] {{4, 8}, {32, 60}}) {
                assertThat(trainingBytes(cell, sizes[0], sizes[1]))
                        .as("%s, batch %d, time %d", cell, sizes[0], sizes[1])
                        .isLessThanOrEqualTo(LIMIT);
            }
        }
    }

    private static long trainingBytes(String cell, int batch, int time) {
        Recurrent encoder = builder(cell).build(RandomKey.of(1));
        Linear output = new Linear(24, 2, RandomKey.of(2));
        SeriesBatch input = SeriesBatch.fromBatchFirst(series(batch, time));
        int[] labels = new int[batch];
        try (Context context = Context.create(KernelChoice.PORTABLE, 1)) {
            long bytes = 0;
            for (int i = -STEPS; i < STEPS; i++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                try (Tape tape = Tape.training(context, RandomKey.of(3))) {
                    Var hidden = encoder.forward(tape.sequence(input)).finalOutput();
                    Gradients gradients = tape.gradients(CrossEntropy.mean(output.forward(hidden), labels));
                    assertThat(gradients.of(output.parameters().get("weight"))).isNotNull();
                }
                bytes += i < 0 ? 0 : THREADS.getCurrentThreadAllocatedBytes() - before;
            }
            return bytes / STEPS;
        }
    }

    @Test
    void streamingStep_allocatesNothing() {
        for (String cell : new String[] {"lstm", "gru", "rnn"}) {
            Recurrent encoder = builder(cell).layers(2).build(RandomKey.of(1));
            float[] input = new float[3 * 5];
            float[] output = new float[3 * 24];
            try (Context context = Context.create(KernelChoice.PORTABLE, 1);
                    Stream stream = encoder.stream(context, 3)) {
                long least = Long.MAX_VALUE; // the virtual machine itself allocates now and then, when it links a call
                for (int round = 0; round < ROUNDS; round++) {
                    long before = THREADS.getCurrentThreadAllocatedBytes();
                    for (int i = 0; i < STEPS; i++) {
                        stream.step(input, output);
                    }
                    least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
                }
                assertThat(least).as("%s, %d steps", cell, STEPS).isZero();
            }
        }
    }
}
