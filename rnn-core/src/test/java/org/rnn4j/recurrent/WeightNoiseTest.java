package org.rnn4j.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Tape;
import org.rnn4j.check.GradientCheck;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

class WeightNoiseTest {
    private static final RandomKey KEY = RandomKey.of(6);
    private static final double DEVIATION = 0.2;
    private static Context context;

    @BeforeAll
    static void open() {
        context = Context.create(KernelChoice.AUTO, 2);
    }

    @AfterAll
    static void close() {
        context.close();
    }

    private static SeriesBatch ragged(int features) {
        Tensor tensor = Tensor.zeros(4, 3, features);
        RandomStream stream = KEY.child("x").stream();
        for (int i = 0; i < tensor.count(); i++) {
            tensor.values()[i] = (float) stream.nextGaussian();
        }
        return new SeriesBatch(tensor, Lengths.of(2, 4, 3));
    }

    private static List<RecurrentBuilder> everyCell(int input, int hidden) {
        return List.of(
                Recurrent.lstm(input, hidden),
                Recurrent.lstm(input, hidden).projection(hidden - 1),
                Recurrent.gru(input, hidden),
                Recurrent.gru(input, hidden).resetBefore(),
                Recurrent.rnn(input, hidden),
                Recurrent.of(MinimalGatedUnit::new, input, hidden));
    }

    @Test
    void everyCell_hasTheRightGradients_withWeightDropoutToo() {
        for (double dropout : new double[] {0, 0.4}) {
            for (RecurrentBuilder builder : everyCell(2, 4)) {
                Recurrent stack = builder.bidirectional()
                        .weightNoise(DEVIATION)
                        .weightDropout(dropout)
                        .build(KEY);
                GradientCheck.of(stack)
                        .input("x", ragged(2))
                        .run(context, KEY.child("check"), pass -> {
                            RecurrentOutput output = stack.forward(pass.sequence("x"));
                            pass.output(output.sequence()).output(output.finalOutput());
                        })
                        .assertPassed();
            }
        }
    }

    /** Outputs and gradients of the parameters in order, and of the input. */
    private static List<Tensor> pass(Context context, Recurrent stack, SeriesBatch batch) {
        try (Tape tape = Tape.training(context, KEY.child("tape"))) {
            var x = tape.variable(batch);
            RecurrentOutput output = stack.forward(x);
            Gradients gradients = tape.gradients(output.finalOutput().sum());
            List<Tensor> values = new ArrayList<>();
            values.add(output.sequence().values().toTensor());
            values.add(gradients.tensor(x.values()));
            stack.parameters().forEach((name, parameter) -> values.add(gradients.tensor(parameter)));
            return values;
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
        for (RecurrentBuilder builder : everyCell(2, 5)) {
            builder.layers(2).bidirectional();
            Recurrent plain = builder.build(KEY);
            List<Tensor> noisy = pass(context, builder.weightNoise(DEVIATION).build(KEY), ragged(2));
            assertThat(noisy).isNotEqualTo(pass(context, plain, ragged(2)));
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
            assertThat(noisy).isEqualTo(pass(context, plain, ragged(2)));
        }
    }

    @Test
    void rawWeight_staysAsItIs() {
        Recurrent stack = Recurrent.lstm(2, 5).weightNoise(DEVIATION).build(KEY);
        var before = stack.parameters().snapshot();
        pass(context, stack, ragged(2));
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
            assertThat(noisy.forward(tape.sequence(ragged(2))).finalOutput().toTensor())
                    .isEqualTo(plain.forward(tape.sequence(ragged(2)))
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
        List<Tensor> without = pass(context, builder.build(KEY), ragged(2));
        assertThat(pass(context, builder.weightNoise(0).build(KEY), ragged(2))).isEqualTo(without);
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
        List<Tensor> expected = pass(contexts.get(0), stack, ragged(7));
        for (Context other : contexts) {
            assertThat(pass(other, stack, ragged(7)).equals(expected)).isTrue();
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
