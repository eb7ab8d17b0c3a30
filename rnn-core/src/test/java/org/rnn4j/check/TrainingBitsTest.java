package org.rnn4j.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.io.ParameterFiles;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.layer.Dropout;
import org.rnn4j.layer.Embedding;
import org.rnn4j.layer.Linear;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentOutput;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.TokenBatch;

/**
 * A whole training run ends in the same weights, bit for bit, on every JDK, kernel and number of threads: the hash is
 * written down here, and the build runs this test on more than one JDK.
 */
class TrainingBitsTest {
    private static final String WEIGHTS = "ee597bbdb01636584d7ea45cc6014063e81437daf73bed0ef39f959949eeb20e";
    private static final int STEPS = 25;

    @ParameterizedTest
    @CsvSource({"AUTO, 1", "AUTO, 2", "AUTO, 3", "PORTABLE, 1", "PORTABLE, 2"})
    void trainingRun_endsInThePinnedWeights(KernelChoice kernels, int threads) {
        try (Context context = Context.create(kernels, threads)) {
            assertThat(ParameterFiles.sha256(train(context))).isEqualTo(WEIGHTS);
        }
    }

    /** Bidirectional two-layer LSTM on ragged tokens with every kind of dropout, smoothed loss and plain descent. */
    private static Parameters train(Context context) {
        RandomKey key = RandomKey.of(2024);
        Embedding embedding = Embedding.withPadding(30, 19, 0, key.child("embedding"));
        Recurrent encoder = Recurrent.lstm(19, 37)
                .layers(2)
                .bidirectional()
                .dropout(0.2)
                .inputDropout(0.1)
                .recurrentDropout(0.1)
                .build(key.child("encoder"));
        Dropout dropout = new Dropout(0.3);
        Linear output = new Linear(2 * encoder.outputSize(), 5, key.child("output"));
        Parameters parameters = Parameters.of("embedding", embedding, "encoder", encoder, "output", output);
        RandomStream random = key.child("data").stream();
        for (int step = 0; step < STEPS; step++) {
            int[][] tokens = new int[21][];
            int[] labels = new int[tokens.length];
            for (int b = 0; b < tokens.length; b++) {
                tokens[b] = new int[1 + random.nextInt(12)];
                for (int t = 0; t < tokens[b].length; t++) {
                    tokens[b][t] = 1 + random.nextInt(29);
                }
                labels[b] = tokens[b][0] % 5;
            }
            try (Tape tape = Tape.training(context, key.child(step))) {
                Sequence x = embedding.forward(tape, TokenBatch.of(tokens, 0));
                RecurrentOutput read = encoder.forward(x);
                Var summary = Var.concat(1, read.finalOutput(), read.sequence().maxOverTime());
                Var logits = output.forward(dropout.forward(summary));
                Var loss = CrossEntropy.standard().smoothing(0.1).of(logits, labels);
                descend(parameters, tape.gradients(loss));
            }
        }
        return parameters;
    }

    private static void descend(Parameters parameters, Gradients gradients) {
        parameters.forEach((name, parameter) -> {
            float[] gradient = gradients.of(parameter);
            assertThat(gradient).as(name).isNotNull();
            parameter.update(values -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = Math.fma(-0.5f, gradient[i], values[i]);
                }
            });
        });
    }
}
