package org.rnn4j.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.check.GradientCheck;
import org.rnn4j.check.PaddingCheck;
import org.rnn4j.check.Pass;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

/** Cells of one's own and what zoneout means; the built-in cells are in the checks of all recurrent settings. */
class ZoneoutTest {
    private static final RandomKey KEY = RandomKey.of(11);
    private static Context context;

    @BeforeAll
    static void open() {
        context = Context.create(KernelChoice.AUTO, 2);
    }

    @AfterAll
    static void close() {
        context.close();
    }

    private static Tensor random(String name, int... shape) {
        Tensor tensor = Tensor.zeros(shape);
        RandomStream stream = KEY.child(name).stream();
        for (int i = 0; i < tensor.count(); i++) {
            tensor.values()[i] = (float) stream.nextGaussian();
        }
        return tensor;
    }

    private static SeriesBatch ragged() {
        return new SeriesBatch(random("x", 5, 4, 3), Lengths.of(3, 5, 0, 1));
    }

    private static List<Recurrent> ownCells() {
        return List.of(
                Recurrent.of(MinimalGatedUnit::new, 3, 4)
                        .layers(2)
                        .bidirectional()
                        .recurrentDropout(0.3)
                        .zoneout(0.3)
                        .build(KEY),
                Recurrent.unrolled(UnrolledMinimalGatedUnit::new, 3, 4)
                        .layers(2)
                        .bidirectional()
                        .recurrentDropout(0.3)
                        .zoneout(0.3)
                        .build(KEY),
                Recurrent.of(ReadsItsNewState::new, 3, 4)
                        .bidirectional()
                        .zoneout("h", 0.2)
                        .zoneout("c", 0.5)
                        .build(KEY));
    }

    private static void forward(Recurrent stack, Pass pass) {
        RecurrentOutput output = stack.forward(pass.sequence("x"), TapeState.of(Map.copyOf(states(stack, pass))));
        pass.output(output.sequence()).output(output.finalOutput());
        output.finalState().parts().values().forEach(pass::output);
    }

    private static Map<String, org.rnn4j.autograd.Var> states(Recurrent stack, Pass pass) {
        Map<String, org.rnn4j.autograd.Var> states = new java.util.LinkedHashMap<>();
        stack.stateWidths().keySet().forEach(name -> states.put(name, pass.value(name)));
        return states;
    }

    @Test
    void ownCells_haveTheRightGradients() {
        for (Recurrent stack : ownCells()) {
            GradientCheck check = GradientCheck.of(stack).input("x", ragged());
            for (Map.Entry<String, Integer> state : stack.stateWidths().entrySet()) {
                check = check.input(state.getKey(), random(state.getKey(), 4, state.getValue()));
            }
            check.run(context, KEY.child("check"), pass -> forward(stack, pass)).assertPassed();
        }
    }

    @Test
    void padding_hasNoInfluenceOnOwnCells() {
        for (Recurrent stack : ownCells()) {
            PaddingCheck check = PaddingCheck.of(stack).input("x", ragged());
            for (Map.Entry<String, Integer> state : stack.stateWidths().entrySet()) {
                check = check.input(state.getKey(), random(state.getKey(), 4, state.getValue()));
            }
            assertThat(check.run(context, KEY, pass -> forward(stack, pass)).differences())
                    .isEmpty();
        }
    }

    /** c' = c + tanh(W x + U h), h' = c'^2: backward reads the c that forward made, which zoneout may have replaced. */
    private static final class ReadsItsNewState extends Cell {
        private final StateSlot h = state("h", hiddenSize());
        private final StateSlot c = state("c", hiddenSize());
        private final Slot z = slot("z", hiddenSize());

        ReadsItsNewState(int inputSize, int hiddenSize) {
            super(inputSize, hiddenSize);
            weight("weight_ih", hiddenSize, inputSize, 1);
            weight("weight_hh", hiddenSize, hiddenSize, 1);
            input("weight_ih", z);
            recurrent("weight_hh", h, z);
            pointwise(this::forward, this::backward);
        }

        private void forward(Step step) {
            int count = step.rows() * hiddenSize();
            step.kernels().tanh(step.values(z), step.at(z), step.values(z), step.at(z), count);
            for (int i = 0; i < count; i++) {
                float made = 0.5f * step.values(c)[step.previousAt(c) + i] + step.values(z)[step.at(z) + i];
                step.values(c)[step.at(c) + i] = made;
                step.values(h)[step.at(h) + i] = made * made;
            }
        }

        private void backward(Step step) {
            for (int i = 0; i < step.rows() * hiddenSize(); i++) {
                float d = step.gradients(c)[step.at(c) + i]
                        + 2 * step.values(c)[step.at(c) + i] * step.gradients(h)[step.at(h) + i];
                float tanh = step.values(z)[step.at(z) + i];
                step.gradients(z)[step.at(z) + i] = d * (1 - tanh * tanh);
                step.gradients(c)[step.previousAt(c) + i] += 0.5f * d;
            }
        }
    }

    @Test
    void keptValue_isTheOneBefore_atTheChosenRate() {
        Recurrent stack = Recurrent.gru(3, 64).zoneout(0.25).build(KEY);
        try (Tape tape = Tape.training(context, KEY.child("tape"))) {
            Sequence x = tape.sequence(SeriesBatch.full(random("x", 20, 8, 3)));
            Tensor h = stack.forward(x).sequence().values().toTensor();
            int kept = 0;
            for (int t = 1; t < 20; t++) {
                for (int i = 0; i < 8 * 64; i++) {
                    kept += h.values()[t * 8 * 64 + i] == h.values()[(t - 1) * 8 * 64 + i] ? 1 : 0;
                }
            }
            assertThat(kept / (19.0 * 8 * 64)).isCloseTo(0.25, within(0.01));
        }
    }

    /** One step from a given state: h' = 0.3 h + 0.7 made, c' = 0.6 c + 0.4 made; h is made of the c that was made. */
    @Test
    void inference_isTheMeanOfWhatIsKeptAndMade() {
        Recurrent zoned =
                Recurrent.lstm(3, 5).zoneout("h", 0.3).zoneout("c", 0.6).build(KEY);
        Recurrent plain = Recurrent.lstm(3, 5).build(KEY);
        State before = State.of(Map.of("h_l0", random("h", 2, 5), "c_l0", random("c", 2, 5)));
        SeriesBatch x = SeriesBatch.full(random("x", 1, 2, 3));
        try (Tape tape = Tape.inference(context)) {
            State made = plain.forward(tape.sequence(x), before).finalState().detach();
            State after = zoned.forward(tape.sequence(x), before).finalState().detach();
            assertMean(after.part("h_l0"), before.part("h_l0"), made.part("h_l0"), 0.3);
            assertMean(after.part("c_l0"), before.part("c_l0"), made.part("c_l0"), 0.6);
        }
    }

    private static void assertMean(Tensor after, Tensor before, Tensor made, double rate) {
        for (int i = 0; i < after.count(); i++) {
            assertThat((double) after.values()[i])
                    .isCloseTo(rate * before.values()[i] + (1 - rate) * made.values()[i], within(1e-6));
        }
    }

    @Test
    void streamOfAnUnrolledCell_hasTheBitsOfTheSequence() {
        Recurrent stack = Recurrent.unrolled(UnrolledMinimalGatedUnit::new, 3, 4)
                .zoneout(0.4)
                .build(KEY);
        Tensor x = random("x", 6, 1, 3);
        float[] output = new float[4];
        try (Tape tape = Tape.inference(context);
                Stream stream = stack.stream(context, 1)) {
            Tensor whole = stack.forward(tape.sequence(SeriesBatch.full(x)))
                    .sequence()
                    .values()
                    .toTensor();
            for (int t = 0; t < 6; t++) {
                stream.step(java.util.Arrays.copyOfRange(x.values(), 3 * t, 3 * t + 3), output);
                assertThat(output).isEqualTo(java.util.Arrays.copyOfRange(whole.values(), 4 * t, 4 * t + 4));
            }
        }
    }

    @Test
    void rateOfZero_changesNoBit() {
        RecurrentBuilder builder = Recurrent.lstm(3, 5).layers(2).recurrentDropout(0.2);
        Tensor without = gradientOfInput(builder.build(KEY));
        assertThat(gradientOfInput(builder.zoneout(0).zoneout("c", 0).build(KEY)))
                .isEqualTo(without);
        assertThat(gradientOfInput(builder.zoneout("c", 0.5).build(KEY))).isNotEqualTo(without);
    }

    private static Tensor gradientOfInput(Recurrent stack) {
        try (Tape tape = Tape.training(context, KEY.child("tape"))) {
            Sequence x = tape.variable(ragged());
            Gradients gradients = tape.gradients(stack.forward(x).finalOutput().sum());
            return gradients.tensor(x.values());
        }
    }

    @Test
    void unknownStateAndRate_areRefused() {
        assertThatThrownBy(() -> Recurrent.gru(3, 5).zoneout("c", 0.1).build(KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("zoneout of one of the states [h], but got [c]");
        for (double rate : new double[] {-0.1, 1, Double.NaN}) {
            assertThatThrownBy(() -> Recurrent.lstm(3, 5).zoneout("c", rate))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("zoneout of c")
                    .hasMessageContaining("got " + rate);
            assertThatThrownBy(() -> Recurrent.lstm(3, 5).zoneout(rate))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Recurrent: zoneout");
        }
    }
}
