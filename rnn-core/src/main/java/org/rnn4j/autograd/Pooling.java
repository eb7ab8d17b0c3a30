package org.rnn4j.autograd;

import java.util.Arrays;
import org.rnn4j.kernel.Kernels;
import org.rnn4j.tensor.Lengths;

/** One vector per sequence: its last valid step, or the mean or maximum over its valid steps. */
final class Pooling {
    private Pooling() {}

    static Var last(Sequence sequence) {
        if (sequence.isBidirectional()) {
            throw new IllegalStateException(
                    "Sequence.lastStep: the last step of a bidirectional layer has seen only one"
                            + " input in the backward direction; use the layer's final output instead");
        }
        requireSteps("lastStep", sequence.lengths());
        int batch = sequence.batch();
        int[] rows = new int[batch];
        for (int b = 0; b < batch; b++) {
            rows[b] = (sequence.lengths().get(b) - 1) * batch + b;
        }
        return Gathering.pick(sequence.values(), rows, batch, new int[] {batch, sequence.features()});
    }

    static Var mean(Sequence sequence) {
        Lengths lengths = sequence.lengths();
        requireSteps("meanOverTime", lengths);
        Var input = sequence.values();
        int batch = sequence.batch();
        int width = sequence.features();
        Var output = input.tape().result(new int[] {batch, width}, input);
        Kernels kernels = input.tape().context().kernels();
        float[] x = input.values();
        float[] y = output.values();
        for (int b = 0; b < batch; b++) {
            Arrays.fill(y, b * width, (b + 1) * width, 0f);
            for (int t = 0; t < lengths.get(b); t++) {
                kernels.add(x, (t * batch + b) * width, y, b * width, width);
            }
            for (int j = b * width; j < (b + 1) * width; j++) {
                y[j] /= lengths.get(b);
            }
        }
        return input.tape().record(output, gradients -> {
            float[] dy = gradients.of(output);
            float[] dx = gradients.of(input);
            for (int b = 0; b < batch; b++) {
                for (int t = 0; t < lengths.get(b); t++) {
                    int at = (t * batch + b) * width;
                    for (int j = 0; j < width; j++) {
                        dx[at + j] += dy[b * width + j] / lengths.get(b);
                    }
                }
            }
        });
    }

    static Var max(Sequence sequence) {
        Lengths lengths = sequence.lengths();
        requireSteps("maxOverTime", lengths);
        Var input = sequence.values();
        int batch = sequence.batch();
        int width = sequence.features();
        Var output = input.tape().result(new int[] {batch, width}, input);
        int[] places = input.tape().borrowInts(batch * width);
        float[] x = input.values();
        float[] y = output.values();
        for (int b = 0; b < batch; b++) {
            int to = b * width;
            for (int j = 0; j < width; j++) {
                y[to + j] = x[to + j];
                places[to + j] = to + j;
            }
            for (int t = 1; t < lengths.get(b); t++) {
                int from = (t * batch + b) * width;
                for (int j = 0; j < width; j++) {
                    if (Aggregation.isLarger(x[from + j], y[to + j])) {
                        y[to + j] = x[from + j];
                        places[to + j] = from + j;
                    }
                }
            }
        }
        return input.tape().record(output, gradients -> {
            float[] dy = gradients.of(output);
            float[] dx = gradients.of(input);
            for (int i = 0; i < batch * width; i++) {
                dx[places[i]] += dy[i];
            }
        });
    }

    private static void requireSteps(String operation, Lengths lengths) {
        for (int b = 0; b < lengths.batch(); b++) {
            if (lengths.get(b) == 0) {
                throw new IllegalArgumentException("Sequence." + operation + ": sequence " + b
                        + " has length 0, so there is nothing to take; leave empty sequences out of the batch");
            }
        }
    }
}
