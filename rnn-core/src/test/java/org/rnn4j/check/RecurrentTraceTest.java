package org.rnn4j.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.recurrent.GateRange;
import org.rnn4j.recurrent.GateTrace;
import org.rnn4j.recurrent.GradientTrace;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentOutput;
import org.rnn4j.recurrent.RecurrentTrace;
import org.rnn4j.recurrent.TapeState;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

class RecurrentTraceTest {
    private static final RandomKey KEY = RandomKey.of(41);
    private static final Context ONE = Context.create(KernelChoice.PORTABLE, 1);
    private static final Context THREE = Context.create(KernelChoice.AUTO, 3);

    @AfterAll
    static void close() {
        ONE.close();
        THREE.close();
    }

    private static Tensor random(String name, int... shape) {
        return RecurrentSetting.random(KEY.child(name), shape);
    }

    private static Map<String, double[]> norms(Context context, Recurrent stack, SeriesBatch x) {
        try (Tape tape = Tape.training(context, KEY.child("tape"))) {
            RecurrentTrace trace = RecurrentTrace.on(tape, stack);
            RecurrentOutput output = stack.forward(tape.sequence(x));
            Var weights = tape.constant(random("dy", x.time(), x.batch(), stack.outputSize()));
            Var loss = output.sequence().values().times(weights).sum();
            Map<String, double[]> norms = new LinkedHashMap<>();
            for (GradientTrace each : trace.gradients(tape.gradients(loss))) {
                norms.put(each.name(), each.norms());
            }
            return norms;
        }
    }

    /** Each step a run of its own, from the state that the one before left: those states are values on the tape. */
    private static Map<String, double[]> normsOfSingleSteps(Recurrent stack, SeriesBatch x, boolean outputIsState) {
        int features = x.batch() * x.features();
        Tensor weights = random("dy", x.time(), x.batch(), stack.outputSize());
        try (Tape tape = Tape.training(ONE, KEY)) {
            List<TapeState> states = new ArrayList<>();
            Var loss = null;
            for (int t = 0; t < x.time(); t++) {
                Tensor step = Tensor.zeros(1, x.batch(), x.features());
                System.arraycopy(x.values().values(), t * features, step.values(), 0, features);
                Sequence input = tape.sequence(SeriesBatch.full(step));
                RecurrentOutput output = t == 0 ? stack.forward(input) : stack.forward(input, states.get(t - 1));
                states.add(output.finalState());
                Var part = output.sequence()
                        .values()
                        .times(tape.constant(slice(weights, t)))
                        .sum();
                loss = loss == null ? part : loss.plus(part);
            }
            Gradients gradients = tape.gradients(loss);
            Map<String, double[]> norms = new LinkedHashMap<>();
            for (String name : stack.stateWidths().keySet()) {
                double[] each = new double[x.time()];
                for (int t = 0; t < x.time(); t++) {
                    // Of cells the output is another value than the state: its gradient is the weight itself.
                    each[t] = norm(sum(
                            gradients.tensor(states.get(t).part(name)),
                            name.equals("h_l0") && !outputIsState ? slice(weights, t) : null));
                }
                norms.put(name, each);
            }
            return norms;
        }
    }

    private static Tensor slice(Tensor weights, int t) {
        Tensor slice = Tensor.zeros(1, weights.size(1), weights.size(2));
        System.arraycopy(weights.values(), t * slice.count(), slice.values(), 0, slice.count());
        return slice;
    }

    private static Tensor sum(Tensor a, Tensor b) {
        for (int i = 0; b != null && i < a.count(); i++) {
            a.values()[i] += b.values()[i];
        }
        return a;
    }

    private static double norm(Tensor tensor) {
        double sum = 0;
        for (float value : tensor.values()) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    @Test
    void norms_areThoseOfTheStatesOnTheTape() {
        Recurrent unrolled = Recurrent.unrolled(UnrolledRnn::new, 3, 5).build(KEY);
        for (Recurrent stack : List.of(
                Recurrent.rnn(3, 5).build(KEY),
                Recurrent.lstm(3, 5).build(KEY),
                Recurrent.gru(3, 5).build(KEY),
                Recurrent.gru(3, 5).resetBefore().build(KEY),
                unrolled)) {
            SeriesBatch x = SeriesBatch.full(random("x", 6, 4, 3));
            Map<String, double[]> expected = normsOfSingleSteps(stack, x, stack == unrolled);
            Map<String, double[]> actual = norms(ONE, stack, x);
            assertThat(actual.keySet()).isEqualTo(expected.keySet());
            expected.forEach((name, values) -> assertThat(actual.get(name)).containsExactly(values, within(1e-5)));
        }
    }

    @Test
    void bothTiers_agreeOnRaggedBidirectionalStacks() {
        Recurrent cells = Recurrent.rnn(3, 5).layers(2).bidirectional().build(KEY);
        Recurrent unrolled = Recurrent.unrolled(UnrolledRnn::new, 3, 5)
                .layers(2)
                .bidirectional()
                .build(KEY);
        for (String suffix : List.of("_l0", "_l0_reverse", "_l1", "_l1_reverse")) {
            var from = cells.parameters();
            var to = unrolled.parameters();
            to.get("input.weight" + suffix).set(from.get("weight_ih" + suffix).toTensor());
            to.get("recurrent.weight" + suffix)
                    .set(from.get("weight_hh" + suffix).toTensor());
            to.get("input.bias" + suffix)
                    .set(sum(
                            from.get("bias_ih" + suffix).toTensor(),
                            from.get("bias_hh" + suffix).toTensor()));
        }
        SeriesBatch x = new SeriesBatch(random("x", 7, 4, 3), Lengths.of(3, 6, 0, 1));
        Map<String, double[]> expected = norms(ONE, unrolled, x);
        Map<String, double[]> actual = norms(THREE, cells, x);
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, values) -> {
            assertThat(actual.get(name)).containsExactly(values, within(1e-5));
            assertThat(values[5]).isPositive();
            assertThat(values[6]).isZero(); // no sequence is so long
        });
    }

    /** h' = tanh(factor h) of zeros: each step back multiplies the gradient by the factor. */
    @Test
    void gradientsThatVanishAndExplode_doSoStepByStep() {
        for (float factor : new float[] {0.5f, 2f}) {
            Recurrent stack = Recurrent.rnn(1, 3).withoutBias().build(KEY);
            stack.parameters()
                    .get("weight_hh_l0")
                    .set(Tensor.of(new float[] {factor, 0, 0, 0, factor, 0, 0, 0, factor}, 3, 3));
            try (Tape tape = Tape.training(ONE, KEY)) {
                RecurrentTrace trace = RecurrentTrace.on(tape, stack);
                Var last = stack.forward(tape.sequence(SeriesBatch.full(Tensor.zeros(20, 1, 1))))
                        .finalOutput();
                GradientTrace h = trace.gradients(tape.gradients(last.sum())).get(0);
                assertThat(h.steps()).isEqualTo(20);
                for (int t = 0; t < 20; t++) {
                    assertThat(h.norm(t) / (Math.sqrt(3) * StrictMath.pow(factor, 19 - t)))
                            .isCloseTo(1, within(1e-6));
                }
            }
        }
    }

    /** With zero weights the gates are what their biases say. */
    @Test
    void gates_areCountedByStepOverTheSequencesThatAreSoLong() {
        Recurrent stack = Recurrent.lstm(2, 4).bidirectional().build(KEY);
        stack.parameters().forEach((name, parameter) -> parameter.set(Tensor.zeros(parameter.shape())));
        stack.parameters().get("bias_ih_l0").update(values -> {
            values[0] = -5; // i: one of four units closed
            values[4] = values[5] = values[6] = 5; // f: three of four open
            values[8] = -5; // g: one saturated at either end
            values[9] = 5;
        });
        SeriesBatch x = new SeriesBatch(random("x", 4, 3, 2), Lengths.of(1, 3, 0));
        for (boolean training : new boolean[] {true, false}) {
            try (Tape tape = training ? Tape.training(THREE, KEY) : Tape.inference(THREE)) {
                RecurrentTrace trace = RecurrentTrace.on(tape, stack);
                stack.forward(tape.sequence(x));
                assertThat(trace.gates())
                        .extracting(GateTrace::name)
                        .containsExactly(
                                "i_l0",
                                "f_l0",
                                "g_l0",
                                "o_l0",
                                "i_l0_reverse",
                                "f_l0_reverse",
                                "g_l0_reverse",
                                "o_l0_reverse");
                for (int t = 0; t < 3; t++) {
                    assertShares(trace.gates().get(0), t, 0.25, 0);
                    assertShares(trace.gates().get(1), t, 0, 0.75);
                    assertShares(trace.gates().get(2), t, 0.25, 0.25);
                    assertShares(trace.gates().get(3), t, 0, 0);
                    assertShares(trace.gates().get(5), t, 0, 0);
                }
                assertThat(trace.gates().get(1).low(3)).isNaN();
                assertThat(trace.gates().get(1).high()).isEqualTo(0.75);
                assertThat(trace.gates().get(1).low()).isZero();
                assertThat(trace.gates().get(2).range()).isEqualTo(GateRange.TANH);
            }
        }
    }

    private static void assertShares(GateTrace gate, int step, double low, double high) {
        assertThat(gate.low(step)).isEqualTo(low);
        assertThat(gate.high(step)).isEqualTo(high);
    }

    /** Large enough for inference to reuse the rows of the slots, were it not traced. */
    @Test
    void gatesOfLargeBatches_areTheSameInTrainingAndInference_onAnyThreads() {
        for (Recurrent stack : List.of(
                Recurrent.gru(5, 33).zoneout(0).build(KEY),
                Recurrent.gru(5, 33).resetBefore().build(KEY),
                Recurrent.rnn(5, 33).build(KEY))) {
            stack.parameters()
                    .forEach((name, parameter) -> parameter.update(values -> {
                        for (int i = 0; i < values.length; i++) {
                            values[i] *= 8;
                        }
                    }));
            int[] lengths = new int[40];
            for (int b = 0; b < lengths.length; b++) {
                lengths[b] = 6 + b % 4;
            }
            SeriesBatch x = new SeriesBatch(random("x", 9, 40, 5), Lengths.of(lengths));
            List<List<String>> shares = new ArrayList<>();
            for (Context context : List.of(ONE, THREE)) {
                for (boolean training : new boolean[] {true, false}) {
                    try (Tape tape = training ? Tape.training(context, KEY) : Tape.inference(context)) {
                        RecurrentTrace trace = RecurrentTrace.on(tape, stack);
                        stack.forward(tape.sequence(x));
                        List<String> of = new ArrayList<>();
                        trace.gates().forEach(gate -> {
                            for (int t = 0; t < 9; t++) {
                                of.add(gate.name() + " " + gate.low(t) + " " + gate.high(t));
                            }
                            assertThat(gate.low() + gate.high()).isBetween(0.05, 0.95);
                        });
                        shares.add(of);
                    }
                }
            }
            assertThat(shares.get(0)).isNotEmpty();
            assertThat(shares).containsOnly(shares.get(0));
        }
    }

    /** For the vanilla network the gate is the output itself, also where zoneout keeps another. */
    @Test
    void gateInAState_isWhatTheCellMade() {
        Recurrent stack = Recurrent.rnn(1, 2).zoneout(0.5).withoutBias().build(KEY);
        stack.parameters().get("weight_ih_l0").set(Tensor.of(new float[] {10, 10}, 2, 1));
        stack.parameters().get("weight_hh_l0").set(Tensor.zeros(2, 2));
        Tensor x = Tensor.zeros(5, 8, 1);
        java.util.Arrays.fill(x.values(), 1f);
        try (Tape tape = Tape.training(ONE, KEY)) {
            RecurrentTrace trace = RecurrentTrace.on(tape, stack);
            stack.forward(tape.sequence(SeriesBatch.full(x)));
            assertThat(trace.gates()).hasSize(1);
            assertThat(trace.gates().get(0).name()).isEqualTo("h_l0");
            assertThat(trace.gates().get(0).high()).isEqualTo(1);
        }
    }

    @Test
    void trace_changesNoBit() {
        Recurrent stack =
                Recurrent.lstm(3, 5).layers(2).dropout(0.2).bidirectional().build(KEY);
        SeriesBatch x = new SeriesBatch(random("x", 5, 20, 3), Lengths.full(20, 5));
        for (boolean training : new boolean[] {true, false}) {
            List<Tensor> outputs = new ArrayList<>();
            for (boolean traced : new boolean[] {true, false}) {
                try (Tape tape = training ? Tape.training(THREE, KEY) : Tape.inference(THREE)) {
                    if (traced) {
                        RecurrentTrace.on(tape, stack);
                    }
                    outputs.add(
                            stack.forward(tape.sequence(x)).sequence().values().toTensor());
                }
            }
            assertThat(outputs.get(0)).isEqualTo(outputs.get(1));
        }
    }

    @Test
    void traceOfNoRunOrTwo_isRefused() {
        Recurrent stack = Recurrent.rnn(1, 2).build(KEY);
        try (Tape tape = Tape.training(ONE, KEY)) {
            RecurrentTrace trace = RecurrentTrace.on(tape, stack);
            assertThatThrownBy(trace::gates)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has not run on the tape");
            Sequence x = tape.sequence(SeriesBatch.full(Tensor.zeros(2, 1, 1)));
            stack.forward(x);
            assertThatThrownBy(() -> stack.forward(x))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("runs a second time");
        }
    }

    @Test
    void stateThatTheLossDoesNotDependOn_hasNormsOfZero() {
        Recurrent stack = Recurrent.lstm(1, 2).layers(2).build(KEY);
        try (Tape tape = Tape.training(ONE, KEY)) {
            RecurrentTrace trace = RecurrentTrace.on(tape, stack);
            RecurrentOutput output = stack.forward(tape.sequence(SeriesBatch.full(random("x", 3, 2, 1))));
            Gradients gradients =
                    tape.gradients(output.finalState().part("h_l0").sum());
            List<GradientTrace> traces = trace.gradients(gradients);
            assertThat(traces).extracting(GradientTrace::name).containsExactly("h_l0", "c_l0", "h_l1", "c_l1");
            assertThat(traces.get(0).norm(2)).isPositive();
            assertThat(traces.get(2).norms()).containsOnly(0);
        }
    }
}
