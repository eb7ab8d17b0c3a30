package org.rnn4j.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.check.ReferenceRecurrent.Kind;
import org.rnn4j.check.ReferenceRecurrent.Stack;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentOutput;
import org.rnn4j.recurrent.State;
import org.rnn4j.recurrent.Stream;
import org.rnn4j.recurrent.TapeState;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

/** What must be equal bit for bit: kernels, threads, padding, and every way to feed a sequence. */
class RecurrentBitsTest {
    private static final RandomKey KEY = RandomKey.of(21);
    private static final List<Context> CONTEXTS = contexts();

    private static List<Context> contexts() {
        List<Context> contexts = new ArrayList<>();
        for (int threads = 1; threads <= 3; threads++) {
            contexts.add(Context.create(KernelChoice.PORTABLE, threads));
            if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
                contexts.add(Context.create(KernelChoice.SIMD, threads));
            }
        }
        return contexts;
    }

    @AfterAll
    static void close() {
        CONTEXTS.forEach(Context::close);
    }

    private static String label(Context context) {
        return context.kernels().name() + " with " + context.threads() + " threads";
    }

    /** Stacks of odd sizes, large enough to be divided among threads. */
    private static List<RecurrentSetting> oddSettings(boolean bidirectional) {
        List<RecurrentSetting> settings = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (int projection = 0; projection <= (kind == Kind.LSTM ? 29 : 0); projection += 29) {
                for (int layers = 1; layers <= 2; layers++) {
                    Stack stack = new Stack(kind, 37, 61, layers, bidirectional, true, projection, layers == 2);
                    settings.add(new RecurrentSetting(stack, 11, 13, true, true, 0.2, 0.3, 0.25, 0));
                    settings.add(new RecurrentSetting(stack, 11, 13, true, true, 0, 0.3, 0, 0.15));
                }
            }
        }
        return settings;
    }

    private static final Lengths RAGGED = Lengths.of(3, 11, 0, 7, 11, 1, 5, 10, 2, 11, 4, 9, 8);

    private static SeriesBatch input(int time, Lengths lengths, int features) {
        return new SeriesBatch(RecurrentSetting.random(KEY.child("x"), time, lengths.batch(), features), lengths);
    }

    private static Map<String, Tensor> initial(Recurrent stack, int batch) {
        Map<String, Tensor> parts = new LinkedHashMap<>();
        stack.stateWidths()
                .forEach((name, width) -> parts.put(name, RecurrentSetting.random(KEY.child(name), batch, width)));
        return parts;
    }

    /** Outputs, final states and all gradients of one training pass. */
    private static Map<String, Tensor> train(Context context, Recurrent stack, SeriesBatch batch) {
        Map<String, Tensor> results = new LinkedHashMap<>();
        try (Tape tape = Tape.training(context, KEY.child("tape"))) {
            Sequence x = tape.variable(batch);
            Map<String, Var> start = new LinkedHashMap<>();
            initial(stack, batch.batch()).forEach((name, tensor) -> start.put(name, tape.variable(tensor)));
            RecurrentOutput output = stack.forward(x, TapeState.of(start));
            List<Var> values = new ArrayList<>(List.of(output.sequence().values(), output.finalOutput()));
            values.addAll(output.finalState().parts().values());
            List<Tensor> weights = new ArrayList<>();
            for (Var value : values) {
                results.put("value " + weights.size(), value.toTensor());
                weights.add(RecurrentSetting.random(KEY.child(weights.size()), value.shape()));
            }
            Gradients gradients = tape.gradients(WeightedSum.of(tape, values, weights));
            stack.parameters().forEach((name, parameter) -> results.put(name, gradients.tensor(parameter)));
            start.forEach((name, var) -> results.put(name, gradients.tensor(var)));
            results.put("x", gradients.tensor(x.values()));
        }
        return results;
    }

    private static void assertSameBits(String what, Map<String, Tensor> actual, Map<String, Tensor> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, tensor) -> assertThat(actual.get(name).equals(tensor))
                .as("%s: %s", what, name)
                .isTrue());
    }

    @Test
    void kernelsAndThreads_doNotChangeABitOfTraining() {
        int runs = 0;
        for (boolean bidirectional : new boolean[] {false, true}) {
            for (RecurrentSetting setting : oddSettings(bidirectional)) {
                Recurrent stack = setting.build(KEY);
                for (Lengths lengths : List.of(RAGGED, Lengths.full(13, 11))) {
                    SeriesBatch batch = input(11, lengths, 37);
                    Map<String, Tensor> expected = train(CONTEXTS.get(0), stack, batch);
                    for (Context context : CONTEXTS) {
                        assertSameBits(setting + " on " + label(context), train(context, stack, batch), expected);
                        runs++;
                    }
                }
            }
        }
        System.out.printf("same bits of training: %d runs%n", runs);
    }

    /** A tape is lent arrays that another one used: here each of them full of NaN, as that one's weights were. */
    @Test
    void whatAnEarlierTapeLeftInItsArrays_hasNoInfluence() {
        for (boolean bidirectional : new boolean[] {false, true}) {
            for (RecurrentSetting setting : oddSettings(bidirectional)) {
                Recurrent stack = setting.build(KEY);
                Recurrent poison = setting.build(KEY);
                poison.parameters()
                        .forEach((name, parameter) -> parameter.update(values -> Arrays.fill(values, Float.NaN)));
                for (Lengths lengths : List.of(RAGGED, Lengths.full(13, 11))) {
                    SeriesBatch batch = input(11, lengths, 37);
                    Map<String, Tensor> expected;
                    try (Context fresh = Context.create(KernelChoice.PORTABLE, 1)) {
                        expected = train(fresh, stack, batch);
                    }
                    for (Context context : List.of(CONTEXTS.get(0), CONTEXTS.get(1))) {
                        train(context, poison, batch);
                        assertSameBits(setting + " on " + label(context), train(context, stack, batch), expected);
                    }
                }
            }
        }
    }

    /** Cells wide enough for threads to share their columns, with the product with the input in steps and at once. */
    private static List<Stack> wideStacks() {
        List<Stack> stacks = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            int hidden = kind.name().startsWith("RNN") ? 310 : 155;
            stacks.add(new Stack(kind, 101, hidden, 1, false, true, 0, false));
            stacks.add(new Stack(kind, 450, hidden, 1, false, true, 0, false));
        }
        stacks.add(new Stack(Kind.LSTM, 101, 170, 2, false, true, 70, false));
        return stacks;
    }

    @Test
    void threadsThatShareColumns_doNotChangeABit() {
        for (Stack wide : wideStacks()) {
            RecurrentSetting setting = new RecurrentSetting(wide, 3, 40, true, true, 0, 0, 0, 0);
            Recurrent stack = setting.build(KEY);
            int[] ragged = new int[40];
            Arrays.setAll(ragged, b -> (b * 7 + 3) % 4);
            for (Lengths lengths : List.of(Lengths.of(ragged), Lengths.full(40, 3))) {
                SeriesBatch batch = input(3, lengths, stack.inputSize());
                Map<String, Tensor> expected = train(CONTEXTS.get(0), stack, batch);
                for (Context context : CONTEXTS) {
                    assertSameBits(setting + " on " + label(context), train(context, stack, batch), expected);
                    Inference inference = infer(context, stack, batch, State.of(initial(stack, 40)));
                    assertThat(inference.outputs()).isEqualTo(expected.get("value 0"));
                }
            }
        }
    }

    @Test
    void padding_hasNoInfluence() {
        int checks = 0;
        for (RecurrentSetting setting : RecurrentSetting.all()) {
            if (!setting.ragged() || setting.time() != 7 || setting.batch() != 3) {
                continue;
            }
            Recurrent stack = setting.build(KEY);
            PaddingCheck check =
                    PaddingCheck.of(stack).input("x", input(setting.time(), setting.lengths(), stack.inputSize()));
            Map<String, Tensor> start = setting.initial() ? initial(stack, setting.batch()) : Map.of();
            for (Map.Entry<String, Tensor> part : start.entrySet()) {
                check = check.input(part.getKey(), part.getValue());
            }
            Context context = CONTEXTS.get(checks++ % CONTEXTS.size());
            assertThat(check.run(context, KEY, pass -> forward(stack, start, pass))
                            .differences())
                    .as("%s on %s", setting, label(context))
                    .isEmpty();
        }
        System.out.printf("padding checks of recurrent stacks: %d%n", checks);
        assertThat(checks).isGreaterThan(100);
    }

    private static void forward(Recurrent stack, Map<String, Tensor> start, Pass pass) {
        Map<String, Var> state = new LinkedHashMap<>();
        start.keySet().forEach(name -> state.put(name, pass.value(name)));
        Sequence x = pass.sequence("x");
        RecurrentOutput output = state.isEmpty() ? stack.forward(x) : stack.forward(x, TapeState.of(state));
        pass.output(output.sequence()).output(output.finalOutput());
        output.finalState().parts().values().forEach(pass::output);
    }

    @Test
    void publicGradientCheck_passesOnEveryKindOfStack() {
        for (RecurrentSetting setting : RecurrentSetting.all()) {
            boolean chosen = setting.ragged() && setting.initial() && setting.time() == 7 && setting.batch() == 3;
            if (!chosen || !setting.stack().bias() || setting.recurrentDropout() != 0.5) {
                continue;
            }
            if (setting.stack().kind() == Kind.RNN_RELU) {
                continue; // has kinks
            }
            Recurrent stack = setting.builder().build(KEY);
            GradientCheck check =
                    GradientCheck.of(stack).input("x", input(setting.time(), setting.lengths(), stack.inputSize()));
            Map<String, Tensor> start = initial(stack, setting.batch());
            for (Map.Entry<String, Tensor> part : start.entrySet()) {
                check = check.input(part.getKey(), part.getValue());
            }
            check.run(CONTEXTS.get(0), KEY, pass -> forward(stack, start, pass)).assertPassed();
        }
    }

    /** One inference pass: outputs [T, B, F] and the final state. */
    private record Inference(Tensor outputs, Tensor finalOutput, State state) {
        /** The valid outputs of one sequence, step after step. */
        float[] sequence(int b, int length) {
            int width = outputs.size(2);
            float[] all = new float[length * width];
            for (int t = 0; t < length; t++) {
                System.arraycopy(outputs.values(), (t * outputs.size(1) + b) * width, all, t * width, width);
            }
            return all;
        }
    }

    private static Inference infer(Context context, Recurrent stack, SeriesBatch batch, State initial) {
        try (Tape tape = Tape.inference(context)) {
            RecurrentOutput output = stack.forward(tape.sequence(batch), initial);
            return new Inference(
                    output.sequence().values().toTensor(),
                    output.finalOutput().toTensor(),
                    output.finalState().detach());
        }
    }

    /** Steps {@code from} to {@code to - 1} of sequence b, alone. */
    private static SeriesBatch part(SeriesBatch batch, int b, int from, int to) {
        Tensor alone = Tensor.zeros(to - from, 1, batch.features());
        for (int t = from; t < to; t++) {
            for (int f = 0; f < batch.features(); f++) {
                alone.set(batch.values().get(t, b, f), t - from, 0, f);
            }
        }
        return SeriesBatch.full(alone);
    }

    private static SeriesBatch padded(SeriesBatch batch, int moreSteps) {
        Tensor values = Tensor.zeros(batch.time() + moreSteps, batch.batch(), batch.features());
        java.util.Arrays.fill(values.values(), Float.NaN);
        System.arraycopy(
                batch.values().values(), 0, values.values(), 0, batch.values().count());
        return new SeriesBatch(values, batch.lengths());
    }

    @Test
    void sequenceAloneInABatchAndPadded_hasTheSameBits() {
        for (boolean bidirectional : new boolean[] {false, true}) {
            for (RecurrentSetting setting : oddSettings(bidirectional)) {
                Recurrent stack = setting.build(KEY);
                SeriesBatch batch = input(11, RAGGED, 37);
                State initial = State.of(initial(stack, 13));
                Inference together = infer(CONTEXTS.get(0), stack, batch, initial);
                for (int b = 0; b < 13; b++) {
                    Context context = CONTEXTS.get(b % CONTEXTS.size());
                    int length = RAGGED.get(b);
                    SeriesBatch alone = part(batch, b, 0, length);
                    for (SeriesBatch each : List.of(alone, padded(alone, 1), padded(alone, 20))) {
                        Inference single = infer(context, stack, each, initial.selectRows(b));
                        String what = setting + ", sequence " + b + " in " + each.time() + " steps";
                        assertThat(single.sequence(0, length)).as(what).isEqualTo(together.sequence(b, length));
                        assertThat(single.state())
                                .as(what)
                                .isEqualTo(together.state().selectRows(b));
                        assertThat(single.finalOutput().values())
                                .as(what)
                                .isEqualTo(State.of(Map.of("f", together.finalOutput()))
                                        .selectRows(b)
                                        .part("f")
                                        .values());
                    }
                }
            }
        }
    }

    @Test
    void sequenceInChunksWithCarriedState_hasTheSameBits() {
        for (RecurrentSetting setting : oddSettings(false)) {
            Recurrent stack = setting.build(KEY);
            SeriesBatch whole = input(11, Lengths.of(11), 37);
            State initial = State.of(initial(stack, 1));
            Inference expected = infer(CONTEXTS.get(0), stack, whole, initial);
            int width = expected.outputs().size(2);
            for (int size : new int[] {1, 2, 5, 10, 11}) {
                State state = initial;
                float[] outputs = new float[11 * width];
                for (int from = 0; from < 11; from += size) {
                    int to = Math.min(11, from + size);
                    Inference chunk =
                            infer(CONTEXTS.get(size % CONTEXTS.size()), stack, part(whole, 0, from, to), state);
                    System.arraycopy(chunk.outputs().values(), 0, outputs, from * width, (to - from) * width);
                    state = chunk.state();
                }
                assertThat(outputs).as("%s in chunks of %d", setting, size).isEqualTo(expected.sequence(0, 11));
                assertThat(state).as("%s in chunks of %d", setting, size).isEqualTo(expected.state());
            }
        }
    }

    @Test
    void streamedSequences_haveTheSameBits() {
        for (RecurrentSetting setting : oddSettings(false)) {
            Recurrent stack = setting.build(KEY);
            for (int count : new int[] {1, 5}) {
                SeriesBatch whole = input(11, Lengths.full(count, 11), 37);
                State initial = State.of(initial(stack, count));
                Inference expected = infer(CONTEXTS.get(0), stack, whole, initial);
                for (Context context : CONTEXTS) {
                    assertStreamed(context, stack, whole, initial, expected, setting + ", " + count + " streams");
                }
            }
        }
    }

    private static void assertStreamed(
            Context context, Recurrent stack, SeriesBatch whole, State initial, Inference expected, String what) {
        int count = whole.batch();
        int width = stack.outputSize();
        float[] step = new float[count * whole.features()];
        float[] output = new float[count * width];
        float[] all = new float[whole.time() * output.length];
        try (Stream stream = stack.stream(context, count)) {
            stream.state(initial);
            for (int t = 0; t < whole.time(); t++) {
                System.arraycopy(whole.values().values(), t * step.length, step, 0, step.length);
                stream.step(step, output);
                System.arraycopy(output, 0, all, t * output.length, output.length);
            }
            assertThat(all)
                    .as("%s on %s", what, label(context))
                    .isEqualTo(expected.outputs().values());
            assertThat(stream.state()).as("%s on %s", what, label(context)).isEqualTo(expected.state());
        }
    }

    @Test
    void orderOfTheBatch_doesNotChangeASequence() {
        for (RecurrentSetting setting : oddSettings(true)) {
            Recurrent stack = setting.build(KEY);
            SeriesBatch batch = input(11, RAGGED, 37);
            int[] order = KEY.child("order").stream().permutation(13);
            Tensor values = Tensor.zeros(11, 13, 37);
            int[] lengths = new int[13];
            for (int b = 0; b < 13; b++) {
                lengths[b] = RAGGED.get(order[b]);
                for (int t = 0; t < 11; t++) {
                    for (int f = 0; f < 37; f++) {
                        values.set(batch.values().get(t, order[b], f), t, b, f);
                    }
                }
            }
            State initial = State.of(initial(stack, 13));
            Inference straight = infer(CONTEXTS.get(0), stack, batch, initial);
            Inference mixed = infer(
                    CONTEXTS.get(CONTEXTS.size() - 1),
                    stack,
                    new SeriesBatch(values, Lengths.of(lengths)),
                    initial.selectRows(order));
            assertThat(mixed.state())
                    .as("%s", setting)
                    .isEqualTo(straight.state().selectRows(order));
            for (int b = 0; b < 13; b++) {
                assertThat(mixed.sequence(b, lengths[b])).isEqualTo(straight.sequence(order[b], lengths[b]));
            }
        }
    }

    @Test
    void gradientOfABatch_isTheSumOfItsSequencesGradientsWithinRounding() {
        for (boolean bidirectional : new boolean[] {false, true}) {
            for (RecurrentSetting odd : oddSettings(bidirectional)) {
                if (odd.zoneout() > 0) {
                    continue; // alone, a sequence is row 0, with other masks
                }
                Recurrent stack = odd.builder()
                        .inputDropout(0)
                        .dropout(0)
                        .recurrentDropout(0)
                        .build(KEY);
                SeriesBatch batch = input(11, RAGGED, 37);
                Map<String, Tensor> together = outputGradients(stack, batch);
                Map<String, Tensor> sums = new LinkedHashMap<>();
                for (int b = 0; b < batch.batch(); b++) {
                    outputGradients(stack, part(batch, b, 0, RAGGED.get(b)))
                            .forEach((name, gradient) -> sums.merge(name, gradient, RecurrentBitsTest::sum));
                }
                together.forEach((name, gradient) -> assertClose(odd + ", " + name, sums.get(name), gradient));
            }
        }
    }

    /** The gradients of the sum of all outputs. */
    private static Map<String, Tensor> outputGradients(Recurrent stack, SeriesBatch batch) {
        Map<String, Tensor> results = new LinkedHashMap<>();
        try (Tape tape = Tape.training(CONTEXTS.get(1), KEY)) {
            Var loss = stack.forward(tape.sequence(batch)).sequence().values().sum();
            Gradients gradients = tape.gradients(loss);
            stack.parameters().forEach((name, parameter) -> results.put(name, gradients.tensor(parameter)));
        }
        return results;
    }

    private static Tensor sum(Tensor a, Tensor b) {
        Tensor sum = a.copy();
        for (int i = 0; i < sum.count(); i++) {
            sum.values()[i] += b.values()[i];
        }
        return sum;
    }

    private static void assertClose(String what, Tensor actual, Tensor expected) {
        double largest = 0;
        double worst = 0;
        for (int i = 0; i < expected.count(); i++) {
            largest = Math.max(largest, Math.abs(expected.values()[i]));
            worst = Math.max(worst, Math.abs(actual.values()[i] - expected.values()[i]));
        }
        assertThat(worst).as(what).isLessThanOrEqualTo(1e-5 * largest);
    }

    @Test
    void sequenceOfLengthZero_keepsItsStateAndHasNoOutput() {
        for (RecurrentSetting setting : oddSettings(true)) {
            Recurrent stack = setting.build(KEY);
            State initial = State.of(initial(stack, 13));
            Inference result = infer(CONTEXTS.get(0), stack, input(11, RAGGED, 37), initial);
            assertThat(result.state().selectRows(2)).isEqualTo(initial.selectRows(2));
            float[] none = result.sequence(2, 11);
            assertThat(none).containsOnly(0f);
            int width = result.finalOutput().size(1);
            assertThat(Arrays.copyOfRange(result.finalOutput().values(), 2 * width, 3 * width))
                    .containsOnly(0f);
        }
    }

    @Test
    void twoRuns_haveTheSameBits() {
        RecurrentSetting setting = oddSettings(true).get(5);
        SeriesBatch batch = input(11, RAGGED, 37);
        Context context = CONTEXTS.get(CONTEXTS.size() - 1);
        assertSameBits(
                "second run", train(context, setting.build(KEY), batch), train(context, setting.build(KEY), batch));
    }
}
