package org.rnn4j.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Tape;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

class WeightNoiseTest {
    private static final RandomKey KEY = RandomKey.of(6);
    private static final double DEVIATION = 0.2;
    private static final ChangedWeights WEIGHTS = new ChangedWeights(KEY);
    private static Context context;

    @BeforeAll
    static void open() {
        context = Context.create(KernelChoice.AUTO, 2);
    }

    @AfterAll
    static void close() {
        context.close();
    }

    @Test
    void everyCell_hasTheRightGradients_withWeightDropoutToo() {
        for (double dropout : new double[] {0, 0.4}) {
            for (RecurrentBuilder builder : ChangedWeights.everyCell(2, 4)) {
                Recurrent stack = builder.bidirectional()
                        .weightNoise(DEVIATION)
                        .weightDropout(dropout)
                        .build(KEY);
                WEIGHTS.assertRightGradients(context, stack);
            }
        }
    }

    /** Adds the noise of one run; runs are counted over layers and, within them, directions. */
    private static void addNoise(Parameter parameter, String weight, int run) {
        RandomKey key = KEY.child("tape").child(run).child(weight);
        int columns = parameter.size(1);
        parameter.update(values -> {
            for (int i = 0; i < values.length; i++) {
                long seed = key.rowSeed(i / columns, 0);
                values[i] = Math.fma((float) DEVIATION, RandomKey.gaussian(seed, i % columns), values[i]);
            }
        });
    }

    @Test
    void pass_isThatOfTheNoisyWeights_bitForBit_andSoAreTheirGradients() {
        for (RecurrentBuilder builder : ChangedWeights.everyCell(2, 5)) {
            builder.layers(2).bidirectional();
            Recurrent plain = builder.build(KEY);
            List<Tensor> noisy =
                    WEIGHTS.pass(context, builder.weightNoise(DEVIATION).build(KEY), WEIGHTS.ragged(2));
            assertThat(noisy).isNotEqualTo(WEIGHTS.pass(context, plain, WEIGHTS.ragged(2)));
            int run = 0;
            for (String suffix : List.of("_l0", "_l0_reverse", "_l1", "_l1_reverse")) {
                for (String weight : List.of("weight_ih", "weight_hh", "weight_hr")) {
                    Parameter parameter = plain.parameters().find(weight + suffix);
                    if (parameter != null) {
                        addNoise(parameter, weight, run);
                    }
                }
                run++;
            }
            assertThat(noisy).isEqualTo(WEIGHTS.pass(context, plain, WEIGHTS.ragged(2)));
        }
    }

    @Test
    void rawWeight_staysAsItIs() {
        Recurrent stack = Recurrent.lstm(2, 5).weightNoise(DEVIATION).build(KEY);
        var before = stack.parameters().snapshot();
        WEIGHTS.pass(context, stack, WEIGHTS.ragged(2));
        assertThat(stack.parameters().snapshot()).isEqualTo(before);
    }

    @Test
    void inferenceAndStreams_haveNoNoise() {
        Recurrent noisy = Recurrent.gru(2, 5).weightNoise(DEVIATION).build(KEY);
        Recurrent plain = Recurrent.gru(2, 5).build(KEY);
        float[] output = new float[5];
        float[] expected = new float[5];
        try (Tape tape = Tape.inference(context);
                Stream stream = noisy.stream(context, 1);
                Stream other = plain.stream(context, 1)) {
            assertThat(noisy.forward(tape.sequence(WEIGHTS.ragged(2)))
                            .finalOutput()
                            .toTensor())
                    .isEqualTo(plain.forward(tape.sequence(WEIGHTS.ragged(2)))
                            .finalOutput()
                            .toTensor());
            stream.step(new float[] {1, 2}, output);
            other.step(new float[] {1, 2}, expected);
        }
        assertThat(output).isEqualTo(expected);
    }

    @Test
    void deviationOfZero_changesNoBit() {
        RecurrentBuilder builder = Recurrent.lstm(2, 5).layers(2).recurrentDropout(0.2);
        List<Tensor> without = WEIGHTS.pass(context, builder.build(KEY), WEIGHTS.ragged(2));
        assertThat(WEIGHTS.pass(context, builder.weightNoise(0).build(KEY), WEIGHTS.ragged(2)))
                .isEqualTo(without);
    }

    @Test
    void kernelsAndThreads_doNotChangeABit() {
        List<Context> contexts = new ArrayList<>();
        for (int threads = 1; threads <= 2; threads++) {
            contexts.add(Context.create(KernelChoice.PORTABLE, threads));
            if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
                contexts.add(Context.create(KernelChoice.SIMD, threads));
            }
        }
        // Large enough for the noise to be divided among threads.
        Recurrent stack =
                Recurrent.lstm(7, 229).bidirectional().weightNoise(DEVIATION).build(KEY);
        List<Tensor> expected = WEIGHTS.pass(contexts.get(0), stack, WEIGHTS.ragged(7));
        for (Context other : contexts) {
            assertThat(WEIGHTS.pass(other, stack, WEIGHTS.ragged(7)).equals(expected))
                    .isTrue();
        }
        contexts.forEach(Context::close);
    }

    @Test
    void wrongOption_isRefused() {
        assertThatThrownBy(() ->
                        Recurrent.unrolled(UnrolledMinimalGatedUnit::new, 2, 3).weightNoise(0.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weightNoise")
                .hasMessageContaining("UnrolledCell makes its own");
        for (double deviation : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY, 1e300}) {
            assertThatThrownBy(() -> Recurrent.lstm(2, 3).weightNoise(deviation))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Recurrent: weight noise")
                    .hasMessageContaining("got " + deviation);
        }
    }
}
