package org.rnn4j.recurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameters;
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

/** A cell of a user's own, in both tiers, gets lengths, direction, stacking, state, masks and streaming. */
class OwnCellTest {
    private static final int INPUT = 3;
    private static final int HIDDEN = 5;
    private static final RandomKey KEY = RandomKey.of(7);
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
        return new SeriesBatch(random("x", 6, 4, INPUT), Lengths.of(4, 6, 0, 1));
    }

    /** Two layers in both directions; the unrolled stack with the weights of the other. */
    private static List<Recurrent> stacks(double recurrentDropout) {
        Recurrent cells = Recurrent.of(MinimalGatedUnit::new, INPUT, HIDDEN)
                .layers(2)
                .bidirectional()
                .recurrentDropout(recurrentDropout)
                .build(KEY);
        Recurrent unrolled = Recurrent.unrolled(UnrolledMinimalGatedUnit::new, INPUT, HIDDEN)
                .layers(2)
                .bidirectional()
                .recurrentDropout(recurrentDropout)
                .build(KEY);
        for (String suffix : List.of("_l0", "_l0_reverse", "_l1", "_l1_reverse")) {
            copyWeights(cells.parameters(), unrolled.parameters(), suffix);
        }
        return List.of(cells, unrolled);
    }

    private static void copyWeights(Parameters from, Parameters to, String suffix) {
        to.get("input.weight" + suffix).set(from.get("weight_ih" + suffix).toTensor());
        to.get("input.bias" + suffix).set(from.get("bias" + suffix).toTensor());
        float[] both = from.get("weight_hh" + suffix).values();
        int half = both.length / 2;
        to.get("forget.weight" + suffix).update(live -> System.arraycopy(both, 0, live, 0, half));
        to.get("candidate.weight" + suffix).update(live -> System.arraycopy(both, half, live, 0, half));
    }

    private record Outcome(Tensor outputs, Tensor finalOutput, Tensor inputGradient, Tensor weightGradient) {}

    private static Outcome run(Recurrent stack, String inputWeight) {
        try (Tape tape = Tape.training(context, KEY.child("tape"))) {
            Sequence x = tape.variable(ragged());
            RecurrentOutput out = stack.forward(x);
            Var loss = out.sequence()
                    .values()
                    .times(tape.constant(random("dy", 6, 4, 2 * HIDDEN)))
                    .sum()
                    .plus(out.finalOutput()
                            .times(tape.constant(random("dh", 4, 2 * HIDDEN)))
                            .sum());
            Gradients gradients = tape.gradients(loss);
            Parameter weight = stack.parameters().get(inputWeight);
            return new Outcome(
                    out.sequence().values().toTensor(),
                    out.finalOutput().toTensor(),
                    gradients.tensor(x.values()),
                    gradients.tensor(weight));
        }
    }

    @Test
    void bothTiers_agreeOnRaggedBidirectionalStack() {
        List<Recurrent> stacks = stacks(0);
        Outcome cells = run(stacks.get(0), "weight_ih_l0_reverse");
        Outcome unrolled = run(stacks.get(1), "input.weight_l0_reverse");
        assertClose(unrolled.outputs(), cells.outputs());
        assertClose(unrolled.finalOutput(), cells.finalOutput());
        assertClose(unrolled.inputGradient(), cells.inputGradient());
        assertClose(unrolled.weightGradient(), cells.weightGradient());
    }

    private static void assertClose(Tensor actual, Tensor expected) {
        assertThat(actual.shape()).isEqualTo(expected.shape());
        double largest = 0;
        double error = 0;
        for (int i = 0; i < expected.count(); i++) {
            largest = Math.max(largest, Math.abs(expected.values()[i]));
            error = Math.max(error, Math.abs(expected.values()[i] - actual.values()[i]));
        }
        assertThat(error).isLessThan(1e-5 * largest);
    }

    @Test
    void ownCell_passesGradientCheckWithDropoutAndResidual() {
        Recurrent stack = Recurrent.of(MinimalGatedUnit::new, INPUT, HIDDEN)
                .layers(2)
                .residual()
                .recurrentDropout(0.4)
                .build(KEY);
        assertGradients(stack);
    }

    @Test
    void ownUnrolledCell_passesGradientCheckWithDropout() {
        assertGradients(Recurrent.unrolled(UnrolledMinimalGatedUnit::new, INPUT, HIDDEN)
                .bidirectional()
                .recurrentDropout(0.4)
                .build(KEY));
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

    @Test
    void streams_giveTheBitsOfWholeSequences() {
        Tensor x = random("stream", 9, 1, INPUT);
        for (Recurrent stack : List.of(
                Recurrent.of(MinimalGatedUnit::new, INPUT, HIDDEN)
                        .layers(2)
                        .residual()
                        .build(KEY),
                Recurrent.unrolled(UnrolledMinimalGatedUnit::new, INPUT, HIDDEN)
                        .layers(2)
                        .build(KEY))) {
            List<float[]> steps = new ArrayList<>();
            try (Stream stream = stack.stream(context, 1)) {
                for (int t = 0; t < 9; t++) {
                    float[] input = java.util.Arrays.copyOfRange(x.values(), t * INPUT, (t + 1) * INPUT);
                    float[] output = new float[HIDDEN];
                    stream.step(input, output);
                    steps.add(output);
                }
            }
            try (Tape tape = Tape.inference(context)) {
                Tensor whole = stack.forward(tape.sequence(SeriesBatch.full(x)))
                        .sequence()
                        .values()
                        .toTensor();
                for (int t = 0; t < 9; t++) {
                    assertThat(steps.get(t))
                            .isEqualTo(java.util.Arrays.copyOfRange(whole.values(), t * HIDDEN, (t + 1) * HIDDEN));
                }
            }
        }
    }

    @Test
    void stepWithMissingState_namesTheStates() {
        Recurrent stack = Recurrent.unrolled((input, hidden, key) -> new Forgetful(hidden), INPUT, HIDDEN)
                .build(KEY);
        try (Tape tape = Tape.inference(context)) {
            assertThatThrownBy(() -> stack.forward(tape.sequence(ragged())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("must return the states [h]");
        }
    }

    private record Forgetful(int hidden) implements UnrolledCell {
        @Override
        public List<StateShape> states() {
            return List.of(new StateShape("h", hidden));
        }

        @Override
        public Map<String, Var> step(Tape tape, Var input, PreviousStates previous) {
            return Map.of();
        }

        @Override
        public Parameters parameters() {
            return Parameters.none();
        }
    }

    @Test
    void cellWithUnfittingParts_isRefusedByName() {
        assertThatThrownBy(() -> Recurrent.of(WrongColumns::new, INPUT, HIDDEN).build(KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("WrongColumns: weight weight_hh is [5, 4], but its use needs [any, 5]");
        assertThatThrownBy(() -> Recurrent.of(NoInput::new, INPUT, HIDDEN).build(KEY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NoInput: a cell needs a product with the input");
    }

    @Test
    void cellThatWouldDoNothing_isRefusedByName() {
        assertThatThrownBy(() -> Recurrent.of(UnusedBias::new, INPUT, HIDDEN).build(KEY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("UnusedBias: the parameter bias is declared, but no product or start uses it");
        assertThatThrownBy(() -> Recurrent.of(NoOutput::new, INPUT, HIDDEN).build(KEY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NoOutput: no stage writes the output h");
    }

    @Test
    void cellOfAnotherWidth_isRefused() {
        assertThatThrownBy(() -> Recurrent.of((input, hidden) -> new MinimalGatedUnit(INPUT, hidden), INPUT, HIDDEN)
                        .layers(2)
                        .build(KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layer 1 reads steps of 5 features, but its MinimalGatedUnit was made for 3");
    }

    @Test
    void recurrentDropoutThatAStepDoesNotUse_isAnError() {
        Recurrent stack = Recurrent.unrolled(WithoutMasks::new, INPUT, HIDDEN)
                .recurrentDropout(0.3)
                .build(KEY);
        try (Tape tape = Tape.inference(context)) {
            assertThat(stack.forward(tape.sequence(ragged())).sequence().time()).isEqualTo(6);
        }
        try (Tape tape = Tape.training(context, KEY)) {
            Sequence x = tape.sequence(ragged());
            assertThatThrownBy(() -> stack.forward(x))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("recurrent dropout has no effect on WithoutMasks");
        }
    }

    private record WithoutMasks(int inputSize, int hiddenSize, RandomKey key) implements UnrolledCell {
        @Override
        public List<StateShape> states() {
            return List.of(new StateShape("h", hiddenSize));
        }

        @Override
        public Map<String, Var> step(Tape tape, Var input, PreviousStates previous) {
            return Map.of("h", previous.get("h").tanh());
        }

        @Override
        public Parameters parameters() {
            return Parameters.none();
        }
    }

    private static final class UnusedBias extends Cell {
        UnusedBias(int inputSize, int hiddenSize) {
            super(inputSize, hiddenSize);
            state("h", hiddenSize);
            weight("weight_ih", hiddenSize, inputSize, 1);
            bias("bias", hiddenSize);
            input("weight_ih", slot("z", hiddenSize));
            pointwise(step -> {}, step -> {});
        }
    }

    private static final class NoOutput extends Cell {
        NoOutput(int inputSize, int hiddenSize) {
            super(inputSize, hiddenSize);
            state("h", hiddenSize);
            weight("weight_ih", hiddenSize, inputSize, 1);
            input("weight_ih", slot("z", hiddenSize));
        }
    }

    private static final class WrongColumns extends Cell {
        WrongColumns(int inputSize, int hiddenSize) {
            super(inputSize, hiddenSize);
            StateSlot h = state("h", hiddenSize);
            Slot gates = slot("gates", hiddenSize);
            weight("weight_hh", hiddenSize, hiddenSize - 1, 1);
            recurrent("weight_hh", h, gates);
        }
    }

    private static final class NoInput extends Cell {
        NoInput(int inputSize, int hiddenSize) {
            super(inputSize, hiddenSize);
            state("h", hiddenSize);
        }
    }
}
