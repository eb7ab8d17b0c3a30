package org.rnn4j.benchmarks;

import java.util.Locale;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentBuilder;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/** What the benchmarks' parameters stand for. */
final class Cells {
    private Cells() {}

    static RecurrentBuilder builder(String cell, int input, int hidden) {
        return switch (cell) {
            case "lstm" -> Recurrent.lstm(input, hidden);
            case "gru" -> Recurrent.gru(input, hidden);
            case "rnn" -> Recurrent.rnn(input, hidden);
            default -> throw new IllegalArgumentException("cell: expected lstm, gru or rnn, but got " + cell);
        };
    }

    static Context context(String kernel, int threads) {
        return Context.create(KernelChoice.valueOf(kernel.toUpperCase(Locale.ROOT)), threads);
    }

    static float[] gaussian(int count, RandomKey key) {
        float[] values = new float[count];
        RandomStream stream = key.stream();
        for (int i = 0; i < count; i++) {
            values[i] = (float) stream.nextGaussian();
        }
        return values;
    }

    /** A scalar whose gradient for the outputs is a given one; its own value is not needed. */
    static Var lossWithGradient(Var outputs, float[] outputGradient) {
        Var loss = outputs.tape().result(new int[0], outputs);
        loss.values()[0] = 0f;
        return outputs.tape().record(loss, gradients -> {
            System.arraycopy(outputGradient, 0, gradients.of(outputs), 0, outputGradient.length);
        });
    }
}
