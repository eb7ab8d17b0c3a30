package org.rnn4j.recurrent;

import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;

/**
 * The output after the whole sequence read from a sequence of outputs: the first part of the features at the last valid
 * step, the second (the backward direction, if there is one) at step 0; 0 for a sequence of length 0.
 */
final class FinalRows {
    private FinalRows() {}

    static Var of(Tape tape, Sequence sequence, int directions) {
        Var source = sequence.values();
        int width = sequence.features() / directions;
        Var result = tape.result(new int[] {sequence.batch(), sequence.features()}, source);
        java.util.Arrays.fill(result.values(), 0, result.count(), 0f);
        for (int b = 0; b < sequence.batch(); b++) {
            for (int d = 0; d < directions && sequence.lengths().get(b) > 0; d++) {
                int from = at(sequence, b, d, width);
                System.arraycopy(source.values(), from, result.values(), b * sequence.features() + d * width, width);
            }
        }
        return tape.record(result, gradients -> backward(gradients, sequence, result, directions));
    }

    private static void backward(Gradients gradients, Sequence sequence, Var result, int directions) {
        if (!sequence.values().requiresGradient()) {
            return;
        }
        int width = sequence.features() / directions;
        float[] source = gradients.of(result);
        float[] target = gradients.of(sequence.values());
        for (int b = 0; b < sequence.batch(); b++) {
            for (int d = 0; d < directions && sequence.lengths().get(b) > 0; d++) {
                int to = at(sequence, b, d, width);
                int from = b * sequence.features() + d * width;
                for (int j = 0; j < width; j++) {
                    target[to + j] += source[from + j];
                }
            }
        }
    }

    private static int at(Sequence sequence, int b, int direction, int width) {
        int t = direction == 0 ? sequence.lengths().get(b) - 1 : 0;
        return (t * sequence.batch() + b) * sequence.features() + direction * width;
    }
}
