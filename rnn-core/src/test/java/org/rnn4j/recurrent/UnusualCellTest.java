package org.rnn4j.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.check.GradientCheck;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

/** Cells and uses that the built-in ones do not have, but a user may. */
class UnusualCellTest {
    private static final RandomKey KEY = RandomKey.of(3);
    private static Context context;

    @BeforeAll
    static void open() {
        context = Context.create(KernelChoice.AUTO, 2);
    }

    @AfterAll
    static void close() {
        context.close();
    }

    private static SeriesBatch ragged() {
        Tensor tensor = Tensor.zeros(4, 3, 2);
        RandomStream stream = KEY.child("x").stream();
        for (int i = 0; i < tensor.count(); i++) {
            tensor.values()[i] = (float) stream.nextGaussian();
        }
        return new SeriesBatch(tensor, Lengths.of(2, 4, 3));
    }

    private static void assertGradients(Recurrent stack) {
        GradientCheck.of(stack)
                .input("x", ragged())
                .run(context, KEY.child("check"), pass -> {
                    RecurrentOutput output = stack.forward(pass.sequence("x"));
                    pass.output(output.sequence()).output(output.finalOutput());
                })
                .assertPassed();
    }

    /** The product with the input goes through a narrow slot before it meets the state. */
    private static final class Bottleneck extends Cell {
        private final StateSlot h = state("h", hiddenSize());
        private final Slot narrow = slot("narrow", 128);
        private final Slot z = slot("z", hiddenSize());

        Bottleneck(int inputSize, int hiddenSize) {
            super(inputSize, hiddenSize);
            weight("weight_ih", 128, inputSize, 1);
            weight("weight_nz", hiddenSize, 128, 1);
            weight("weight_hh", hiddenSize, hiddenSize, 1);
            input("weight_ih", narrow);
            product("weight_nz", narrow, z);
            recurrent("weight_hh", h, z);
            pointwise(this::forward, this::backward);
        }

        private void forward(Step step) {
            step.kernels().tanh(step.values(z), step.at(z), step.values(h), step.at(h), step.rows() * z.width());
        }

        private void backward(Step step) {
            float[] out = step.values(h);
            float[] d = step.gradients(h);
            step.kernels()
                    .tanhBackward(
                            out, step.at(h), d, step.at(h), step.gradients(z), step.at(z), step.rows() * z.width());
        }
    }

    private static List<Tensor> train(Context context, Recurrent stack, SeriesBatch batch) {
        try (Tape tape = Tape.training(context, KEY)) {
            Sequence x = tape.variable(batch);
            Var output = stack.forward(x).sequence().values();
            Gradients gradients = tape.gradients(output.times(output).sum());
            List<Tensor> results = new ArrayList<>(List.of(output.toTensor(), gradients.tensor(x.values())));
            stack.parameters().forEach((name, parameter) -> results.add(gradients.tensor(parameter)));
            return results;
        }
    }

    /** Threads share the columns of its products: none may read what another one has not written yet. */
    @Test
    void productFromTheInput_hasTheSameBitsWithAnyThreads() {
        Recurrent stack = Recurrent.of(Bottleneck::new, 512, 512).build(KEY);
        Tensor values = Tensor.zeros(3, 40, 512);
        RandomStream stream = KEY.child("wide").stream();
        for (int i = 0; i < values.count(); i++) {
            values.values()[i] = (float) stream.nextGaussian();
        }
        SeriesBatch batch = new SeriesBatch(values, Lengths.full(40, 3));
        try (Context alone = Context.create(KernelChoice.AUTO, 1)) {
            List<Tensor> expected = train(alone, stack, batch);
            for (int round = 0; round < 5; round++) {
                assertThat(train(context, stack, batch)).isEqualTo(expected);
            }
        }
    }

    @Test
    void productFromTheInput_hasRightGradients() {
        assertGradients(Recurrent.of(Bottleneck::new, 2, 3).build(KEY));
    }

    /** A projection with a bias: the chain of a state starts at it. */
    private static final class BiasedProjection extends Cell {
        private final StateSlot h = state("h", 2);
        private final Slot z = slot("z", hiddenSize());

        BiasedProjection(int inputSize, int hiddenSize) {
            super(inputSize, hiddenSize);
            weight("weight_ih", hiddenSize, inputSize, 1);
            weight("weight_hh", hiddenSize, 2, 1);
            weight("weight_hr", 2, hiddenSize, 1);
            bias("bias_hr", 2);
            start(h, 0, "bias_hr", 0, 2);
            input("weight_ih", z);
            recurrent("weight_hh", h, z);
            pointwise(this::forward, this::backward);
            product("weight_hr", z, h);
        }

        private void forward(Step step) {
            step.kernels().tanh(step.values(z), step.at(z), step.values(z), step.at(z), step.rows() * z.width());
        }

        private void backward(Step step) {
            float[] out = step.values(z);
            float[] d = step.gradients(z);
            step.kernels().tanhBackward(out, step.at(z), d, step.at(z), d, step.at(z), step.rows() * z.width());
        }
    }

    @Test
    void stateThatStartsAtABias_hasTheRightGradients() {
        assertGradients(
                Recurrent.of(BiasedProjection::new, 2, 4).bidirectional().build(KEY));
    }

    /** One state read by a masked and by a plain product, and a slot that is filled before a product adds to it. */
    private static final class TwoReaders extends Cell {
        private final StateSlot h = state("h", hiddenSize());
        private final Slot z = slot("z", hiddenSize());
        private final Slot plain = slot("plain", hiddenSize());

        TwoReaders(int inputSize, int hiddenSize) {
            super(inputSize, hiddenSize);
            weight("weight_ih", hiddenSize, inputSize, 1);
            weight("weight_masked", hiddenSize, hiddenSize, 1);
            weight("weight_plain", hiddenSize, hiddenSize, 1);
            input("weight_ih", z);
            product("weight_plain", h, plain);
            recurrent("weight_masked", h, z);
            pointwise(this::forward, this::backward);
        }

        private void forward(Step step) {
            for (int i = 0; i < step.rows() * hiddenSize(); i++) {
                step.values(z)[step.at(z) + i] += 0.5f * step.values(plain)[step.at(plain) + i];
            }
            step.kernels().tanh(step.values(z), step.at(z), step.values(h), step.at(h), step.rows() * hiddenSize());
        }

        private void backward(Step step) {
            for (int i = 0; i < step.rows() * hiddenSize(); i++) {
                float out = step.values(h)[step.at(h) + i];
                float d = step.gradients(h)[step.at(h) + i] * (1 - out * out);
                step.gradients(z)[step.at(z) + i] = d;
                step.gradients(plain)[step.at(plain) + i] = 0.5f * d;
            }
        }
    }

    @Test
    void stateReadWithAndWithoutMask_hasTheRightGradients() {
        assertGradients(
                Recurrent.of(TwoReaders::new, 2, 4).recurrentDropout(0.5).build(KEY));
    }

    /** A pointwise part fills a slot to which a product adds afterwards. */
    private static final class FilledFirst extends Cell {
        private final StateSlot h = state("h", hiddenSize());
        private final Slot z = slot("z", hiddenSize());
        private final Slot sum = slot("sum", hiddenSize());

        FilledFirst(int inputSize, int hiddenSize) {
            super(inputSize, hiddenSize);
            weight("weight_ih", hiddenSize, inputSize, 1);
            weight("weight_hh", hiddenSize, hiddenSize, 1);
            input("weight_ih", z);
            pointwise(this::fill, this::fillBackward);
            recurrent("weight_hh", h, sum);
            pointwise(this::finish, this::finishBackward);
        }

        private void fill(Step step) {
            System.arraycopy(step.values(z), step.at(z), step.values(sum), step.at(sum), step.rows() * hiddenSize());
        }

        private void fillBackward(Step step) {
            System.arraycopy(
                    step.gradients(sum), step.at(sum), step.gradients(z), step.at(z), step.rows() * hiddenSize());
        }

        private void finish(Step step) {
            step.kernels().tanh(step.values(sum), step.at(sum), step.values(h), step.at(h), step.rows() * hiddenSize());
        }

        private void finishBackward(Step step) {
            step.kernels()
                    .tanhBackward(
                            step.values(h),
                            step.at(h),
                            step.gradients(h),
                            step.at(h),
                            step.gradients(sum),
                            step.at(sum),
                            step.rows() * hiddenSize());
        }
    }

    @Test
    void productIntoAFilledSlot_addsToIt() {
        assertGradients(Recurrent.of(FilledFirst::new, 2, 4).build(KEY));
        Recurrent stack = Recurrent.of(FilledFirst::new, 2, 4).build(KEY);
        Recurrent same = Recurrent.rnn(2, 4).withoutBias().build(KEY);
        same.parameters()
                .forEach((name, parameter) ->
                        parameter.set(stack.parameters().get(name).toTensor()));
        try (Tape tape = Tape.inference(context)) {
            assertThat(stack.forward(tape.sequence(ragged())).finalOutput().toTensor())
                    .isEqualTo(
                            same.forward(tape.sequence(ragged())).finalOutput().toTensor());
        }
    }

    @Test
    void gradientsAfterAnUpdate_areRefused() {
        Recurrent stack = Recurrent.gru(2, 4).build(KEY);
        try (Tape tape = Tape.training(context, KEY)) {
            Var loss = stack.forward(tape.sequence(ragged())).finalOutput().sum();
            Gradients gradients = tape.gradients(loss);
            assertThat(gradients.of(stack.parameters().get("weight_hh_l0"))).isNotNull();
            stack.parameters().get("weight_hh_l0").update(values -> values[0] += 1);
            assertThatThrownBy(() -> tape.gradients(loss))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("was updated after this tape read it (version 0, now 1)");
        }
    }

    @Test
    void streamThatFails_keepsItsState() {
        boolean[] fails = {false};
        Recurrent stack = Recurrent.unrolled((input, hidden, key) -> new Failing(hidden, fails), 2, 2)
                .build(KEY);
        try (Stream stream = stack.stream(context, 1)) {
            float[] output = new float[2];
            stream.step(new float[] {1, 2}, output);
            fails[0] = true;
            assertThatThrownBy(() -> stream.step(new float[] {1, 2}, output)).hasMessage("asked to");
            fails[0] = false;
            stream.step(new float[] {1, 2}, output);
            assertThat(output).containsExactly(2, 4);
        }
    }

    private record Failing(int hidden, boolean[] fails) implements UnrolledCell {
        @Override
        public java.util.List<StateShape> states() {
            return java.util.List.of(new StateShape("h", hidden));
        }

        @Override
        public java.util.Map<String, Var> step(Tape tape, Var input, PreviousStates previous) {
            if (fails[0]) {
                throw new IllegalStateException("asked to");
            }
            return java.util.Map.of("h", previous.get("h").plus(input));
        }

        @Override
        public org.rnn4j.autograd.Parameters parameters() {
            return org.rnn4j.autograd.Parameters.none();
        }
    }

    @Test
    void streamAfterAnUpdate_usesTheNewWeights_andRefusesAClosedContext() {
        Recurrent stack = Recurrent.lstm(2, 3).build(KEY);
        Context own = Context.create(KernelChoice.AUTO, 1);
        Stream stream = stack.stream(own, 1);
        float[] before = new float[3];
        stream.step(new float[] {1, 2}, before);
        stream.reset();
        stack.parameters().get("weight_ih_l0").update(values -> values[0] += 1);
        float[] after = new float[3];
        stream.step(new float[] {1, 2}, after);
        assertThat(after[0]).isNotEqualTo(before[0]);
        own.close();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> stream.step(new float[] {1, 2}, after)).hasMessageContaining("is closed");
        }
    }

    @Test
    void forgetBiasOfZero_isZero() {
        Recurrent stack = Recurrent.lstm(2, 3).forgetBias(0).build(KEY);
        float[] bias = stack.parameters().get("bias_ih_l0").values();
        assertThat(java.util.Arrays.copyOfRange(bias, 3, 6)).containsOnly(0f);
        assertThat(bias[0]).isNotZero();
    }

    @Test
    void optionsWithoutEffect_areRefused() {
        assertThatThrownBy(() -> Recurrent.lstm(2, 3).dropout(0.3).build(KEY)).hasMessageContaining("between layers");
        assertThatThrownBy(() -> Recurrent.lstm(2, 3).residual().build(KEY)).hasMessageContaining("only 1");
        assertThatThrownBy(
                        () -> Recurrent.lstm(2, 3).withoutBias().forgetBias(1).build(KEY))
                .hasMessageContaining("without biases");
    }

    @Test
    void unidirectionalStackOnBidirectionalOutputs_hasALastStep() {
        Recurrent below = Recurrent.gru(2, 3).bidirectional().build(KEY);
        Recurrent above = Recurrent.gru(6, 3).build(KEY);
        try (Tape tape = Tape.inference(context)) {
            RecurrentOutput output =
                    above.forward(below.forward(tape.sequence(ragged())).sequence());
            assertThat(output.sequence().lastStep().toTensor())
                    .isEqualTo(output.finalOutput().toTensor());
        }
    }
}
