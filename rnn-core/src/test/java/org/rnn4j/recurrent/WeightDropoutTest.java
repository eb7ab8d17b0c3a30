package org.rnn4j.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Tape;
import org.rnn4j.check.GradientCheck;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.layer.DropoutMask;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

class WeightDropoutTest {
    private static final RandomKey KEY = RandomKey.of(5);
    private static final double RATE = 0.4;
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
    void everyCell_hasTheRightGradients() {
        for (double recurrentDropout : new double[] {0, 0.3}) {
            for (RecurrentBuilder builder : ChangedWeights.everyCell(2, 4)) {
                Recurrent stack = builder.bidirectional()
                        .recurrentDropout(recurrentDropout)
                        .weightDropout(RATE)
                        .build(KEY);
                WEIGHTS.assertRightGradients(context, stack);
            }
        }
    }

    /** The mask of one run; runs are counted over layers and, within them, directions. */
    private static float[] mask(Parameter weight, int run) {
        int columns = weight.size(1);
        float[] mask = new float[weight.values().length];
        RandomKey key = KEY.child("tape").child(run).child("weight_hh");
        for (int row = 0; row < weight.size(0); row++) {
            DropoutMask.fill(context.kernels(), key, RATE, row, 0, mask, row * columns, columns);
        }
        return mask;
    }

    @Test
    void pass_isThatOfTheMaskedWeights_andTheirGradientsAreMasked() {
        for (RecurrentBuilder builder : ChangedWeights.everyCell(2, 5)) {
            builder.layers(2).bidirectional();
            Recurrent plain = builder.build(KEY);
            Recurrent dropping = builder.weightDropout(RATE).build(KEY);
            Map<String, float[]> masks = new LinkedHashMap<>();
            for (String suffix : List.of("_l0", "_l0_reverse", "_l1", "_l1_reverse")) {
                String name = "weight_hh" + suffix;
                float[] mask = mask(plain.parameters().get(name), masks.size());
                masks.put(name, mask);
                plain.parameters().get(name).update(values -> multiply(values, mask));
            }
            assertSamePass(dropping, plain, masks);
        }
    }

    private static void multiply(float[] values, float[] mask) {
        for (int i = 0; i < mask.length; i++) {
            values[i] *= mask[i];
        }
    }

    private static void assertSamePass(Recurrent dropping, Recurrent masked, Map<String, float[]> masks) {
        try (Tape tape = Tape.training(context, KEY.child("tape"));
                Tape other = Tape.training(context, KEY.child("tape"))) {
            RecurrentOutput output = dropping.forward(tape.sequence(WEIGHTS.ragged(2)));
            RecurrentOutput expected = masked.forward(other.sequence(WEIGHTS.ragged(2)));
            assertThat(output.sequence().values().toTensor())
                    .isEqualTo(expected.sequence().values().toTensor());
            Gradients gradients = tape.gradients(output.finalOutput().sum());
            Gradients ofMasked = other.gradients(expected.finalOutput().sum());
            dropping.parameters().forEach((name, parameter) -> {
                Tensor gradient = gradients.tensor(parameter);
                Tensor whole = ofMasked.tensor(masked.parameters().get(name));
                float[] mask = masks.get(name);
                if (mask == null) {
                    assertThat(gradient).as(name).isEqualTo(whole);
                } else {
                    assertMasked(gradient.values(), whole.values(), mask);
                }
            });
        }
    }

    private static void assertMasked(float[] gradient, float[] whole, float[] mask) {
        int dropped = 0;
        int zeros = 0;
        for (int i = 0; i < mask.length; i++) {
            assertThat(gradient[i]).isEqualTo(mask[i] == 0 ? 0 : mask[i] * whole[i]);
            zeros += whole[i] == 0 ? 1 : 0;
            dropped += mask[i] == 0 ? 1 : 0;
        }
        // A reset gate has no gradient if all weights that read what it resets are dropped.
        assertThat(zeros).isLessThan(mask.length / 4);
        assertThat((double) dropped / mask.length).isBetween(0.2, 0.6);
    }

    @Test
    void updateOfTheWeight_changesWhatWasKept() {
        Recurrent stack = Recurrent.lstm(2, 5).weightDropout(RATE).build(KEY);
        Parameter raw = stack.parameters().get("weight_hh_l0");
        Tensor before = raw.toTensor();
        try (Tape tape = Tape.training(context, KEY.child("tape"))) {
            Gradients gradients = tape.gradients(stack.forward(tape.sequence(WEIGHTS.ragged(2)))
                    .finalOutput()
                    .sum());
            assertThat(raw.toTensor()).isEqualTo(before);
            Tensor gradient = gradients.tensor(raw);
            raw.update(values -> {
                for (int i = 0; i < gradient.count(); i++) {
                    values[i] -= 10 * gradient.values()[i];
                }
            });
        }
        float[] mask = mask(raw, 0);
        for (int i = 0; i < mask.length; i++) {
            assertThat(raw.values()[i] != before.values()[i]).isEqualTo(mask[i] != 0);
        }
    }

    @Test
    void weightReadByAMaskedAndAPlainProduct_isDroppedForTheFirstAlone() {
        Recurrent stack =
                Recurrent.of(SharedWeight::new, 2, 4).weightDropout(RATE).build(KEY);
        GradientCheck.of(stack)
                .input("x", WEIGHTS.ragged(2))
                .run(
                        context,
                        KEY.child("check"),
                        pass -> pass.output(stack.forward(pass.sequence("x")).sequence()))
                .assertPassed();
        try (Tape tape = Tape.training(context, KEY.child("tape"))) {
            Gradients gradients = tape.gradients(stack.forward(tape.sequence(WEIGHTS.ragged(2)))
                    .finalOutput()
                    .sum());
            for (float value :
                    gradients.tensor(stack.parameters().get("weight_hh_l0")).values()) {
                assertThat(value).isNotZero();
            }
        }
    }

    /** h = tanh(W x + dropped U h + U h). */
    private static final class SharedWeight extends Cell {
        private final StateSlot h = state("h", hiddenSize());
        private final Slot z = slot("z", hiddenSize());

        SharedWeight(int inputSize, int hiddenSize) {
            super(inputSize, hiddenSize);
            weight("weight_ih", hiddenSize, inputSize, 1);
            weight("weight_hh", hiddenSize, hiddenSize, 1);
            input("weight_ih", z);
            recurrent("weight_hh", h, z);
            product("weight_hh", h, z);
            pointwise(this::forward, this::backward);
        }

        private void forward(Step step) {
            step.kernels().tanh(step.values(z), step.at(z), step.values(h), step.at(h), step.rows() * hiddenSize());
        }

        private void backward(Step step) {
            step.kernels()
                    .tanhBackward(
                            step.values(h),
                            step.at(h),
                            step.gradients(h),
                            step.at(h),
                            step.gradients(z),
                            step.at(z),
                            step.rows() * hiddenSize());
        }
    }

    @Test
    void infiniteDroppedWeight_isNotRead() {
        Recurrent stack = Recurrent.lstm(2, 5).weightDropout(RATE).build(KEY);
        Parameter raw = stack.parameters().get("weight_hh_l0");
        List<Tensor> expected = WEIGHTS.pass(context, stack, WEIGHTS.ragged(2));
        float[] mask = mask(raw, 0);
        raw.update(values -> {
            for (int i = 0; i < mask.length; i++) {
                values[i] = mask[i] == 0 ? Float.POSITIVE_INFINITY : values[i];
            }
        });
        assertThat(WEIGHTS.pass(context, stack, WEIGHTS.ragged(2))).isEqualTo(expected);
    }

    @Test
    void inferenceAndStreams_readTheWholeWeight() {
        Recurrent dropping = Recurrent.gru(2, 5).weightDropout(RATE).build(KEY);
        Recurrent plain = Recurrent.gru(2, 5).build(KEY);
        try (Tape tape = Tape.inference(context);
                Stream stream = dropping.stream(context, 1);
                Stream expected = plain.stream(context, 1)) {
            assertThat(dropping.forward(tape.sequence(WEIGHTS.ragged(2)))
                            .finalOutput()
                            .toTensor())
                    .isEqualTo(plain.forward(tape.sequence(WEIGHTS.ragged(2)))
                            .finalOutput()
                            .toTensor());
            float[] output = new float[5];
            float[] whole = new float[5];
            for (int step = 0; step < 2; step++) {
                stream.step(new float[] {1, 2}, output);
                expected.step(new float[] {1, 2}, whole);
            }
            assertThat(output).isEqualTo(whole);
        }
        assertThat(WEIGHTS.pass(context, dropping, WEIGHTS.ragged(2)))
                .isNotEqualTo(WEIGHTS.pass(context, plain, WEIGHTS.ragged(2)));
    }

    @Test
    void rateOfZero_changesNoBit() {
        RecurrentBuilder builder = Recurrent.lstm(2, 5).layers(2).recurrentDropout(0.2);
        List<Tensor> without = WEIGHTS.pass(context, builder.build(KEY), WEIGHTS.ragged(2));
        assertThat(WEIGHTS.pass(context, builder.weightDropout(0).build(KEY), WEIGHTS.ragged(2)))
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
        // Large enough for the masks to be divided among threads.
        for (RecurrentBuilder builder : ChangedWeights.everyCell(7, 229)) {
            Recurrent stack = builder.bidirectional().weightDropout(RATE).build(KEY);
            List<Tensor> expected = WEIGHTS.pass(contexts.get(0), stack, WEIGHTS.ragged(7));
            for (Context other : contexts) {
                assertThat(WEIGHTS.pass(other, stack, WEIGHTS.ragged(7)).equals(expected))
                        .isTrue();
            }
        }
        contexts.forEach(Context::close);
    }

    /** No product of hidden values: h = W x. */
    private static final class Feedforward extends Cell {
        private final StateSlot h = state("h", hiddenSize());
        private final Slot z = slot("z", hiddenSize());

        Feedforward(int inputSize, int hiddenSize) {
            super(inputSize, hiddenSize);
            weight("weight_ih", hiddenSize, inputSize, 1);
            input("weight_ih", z);
            pointwise(
                    step -> System.arraycopy(
                            step.values(z), step.at(z), step.values(h), step.at(h), step.rows() * h.width()),
                    step -> System.arraycopy(
                            step.gradients(h), step.at(h), step.gradients(z), step.at(z), step.rows() * h.width()));
        }
    }

    @Test
    void optionWithoutEffect_isRefused() {
        assertThatThrownBy(() ->
                        Recurrent.unrolled(UnrolledMinimalGatedUnit::new, 2, 3).weightDropout(0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weightDropout")
                .hasMessageContaining("UnrolledCell makes its own");
        assertThatThrownBy(() ->
                        Recurrent.of(Feedforward::new, 2, 3).weightDropout(0.5).build(KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weight dropout has no effect on Feedforward");
        for (double rate : new double[] {-0.1, 1, Double.NaN}) {
            assertThatThrownBy(() -> Recurrent.lstm(2, 3).weightDropout(rate))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Recurrent: weight dropout")
                    .hasMessageContaining("got " + rate);
        }
    }
}
