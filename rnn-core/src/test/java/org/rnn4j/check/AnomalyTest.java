package org.rnn4j.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Anomaly;
import org.rnn4j.autograd.Anomaly.Phase;
import org.rnn4j.autograd.AnomalyException;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.layer.Embedding;
import org.rnn4j.layer.LayerNorm;
import org.rnn4j.layer.Linear;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentBuilder;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/** A tape that reports anomalies names the first value that is not finite, and changes nothing else. */
class AnomalyTest {
    private static final RandomKey KEY = RandomKey.of(31);
    private static final int[][] TOKENS = {{3, 1, 4}, {1, 5, 2, 6, 0}, {2}};
    private static final int[] LABELS = {1, 0, 2};
    private static final float[] BAD = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};

    private static final Context ONE = Context.create(KernelChoice.PORTABLE, 1);
    private static final Context THREE = Context.create(KernelChoice.AUTO, 3);

    @AfterAll
    static void close() {
        ONE.close();
        THREE.close();
    }

    /** A classifier of tokens around a recurrent stack of any kind. */
    private record Net(String label, Embedding embedding, Recurrent encoder, LayerNorm norm, Linear output) {
        static Net of(String label, RecurrentBuilder builder) {
            Recurrent encoder = builder.build(KEY.child("encoder"));
            return new Net(
                    label,
                    new Embedding(7, 4, KEY.child("embedding")),
                    encoder,
                    new LayerNorm(encoder.outputSize()),
                    new Linear(encoder.outputSize(), 3, KEY.child("output")));
        }

        Parameters parameters() {
            return Parameters.builder()
                    .add("embedding", embedding)
                    .add("body.encoder", encoder)
                    .add("body.norm", norm)
                    .add("output", output)
                    .build();
        }

        Var loss(Tape tape) {
            Sequence read = encoder.forward(embedding.forward(tape, TokenBatch.of(TOKENS, 0)))
                    .sequence();
            return CrossEntropy.mean(output.forward(norm.forward(read).meanOverTime()), LABELS);
        }
    }

    private record Kind(String label, Supplier<RecurrentBuilder> builder) {}

    private record Form(String label, UnaryOperator<RecurrentBuilder> change) {}

    private static final List<Kind> CELLS = List.of(
            new Kind("LSTM", () -> Recurrent.lstm(4, 5)),
            new Kind("projected LSTM", () -> Recurrent.lstm(4, 5).projection(3)),
            new Kind("GRU", () -> Recurrent.gru(4, 5)),
            new Kind("GRU, reset before", () -> Recurrent.gru(4, 5).resetBefore()),
            new Kind("RNN", () -> Recurrent.rnn(4, 5)),
            new Kind("ReLU", () -> Recurrent.rnn(4, 5).relu()),
            new Kind("unrolled", () -> Recurrent.unrolled(UnrolledRnn::new, 4, 5)));

    private static final List<Form> FORMS = List.of(
            new Form("", builder -> builder),
            new Form(", layers", builder -> builder.layers(2).dropout(0.1)),
            new Form(", both ways", RecurrentBuilder::bidirectional),
            new Form(
                    ", both ways, residual layers",
                    builder -> builder.bidirectional().layers(2).residual()));

    /** Every cell in every form, each plain and regularized. */
    private static List<Net> nets() {
        List<Net> nets = new ArrayList<>();
        for (Kind cell : CELLS) {
            for (Form form : FORMS) {
                String label = cell.label() + form.label();
                nets.add(Net.of(label, form.change().apply(cell.builder().get())));
                nets.add(Net.of(
                        label + ", regularized",
                        regularized(form.change().apply(cell.builder().get()), nets.size())));
            }
        }
        nets.add(Net.of("dropping LSTM", Recurrent.lstm(4, 5).weightNoise(0.1).weightDropout(0.1)));
        return nets;
    }

    private static RecurrentBuilder regularized(RecurrentBuilder builder, int number) {
        boolean canBeNoisy = number < 2 * FORMS.size() * (CELLS.size() - 1); // the last cell is unrolled
        return number % 4 == 1 && canBeNoisy
                ? builder.weightNoise(0.1)
                : builder.zoneout(0.2).recurrentDropout(0.1);
    }

    /** Runs one step; the anomaly, or null. */
    private static Anomaly step(Context context, Net net) {
        AnomalyException thrown = catchThrowableOfType(AnomalyException.class, () -> {
            try (Tape tape = Tape.training(context, KEY.child("tape")).reportAnomalies(net.parameters())) {
                tape.gradients(net.loss(tape));
            }
        });
        return thrown == null ? null : thrown.anomaly();
    }

    @Test
    void badValueInAnyParameter_isReportedWithLayerStepSequenceAndParameter() {
        int reports = 0;
        for (Net net : nets()) {
            assertThat(step(ONE, net)).as(net.label()).isNull();
            for (Map.Entry<String, Parameter> entry : net.parameters().asMap().entrySet()) {
                Parameter parameter = entry.getValue();
                for (int at : new int[] {0, parameter.count() - 1}) {
                    float bad = BAD[reports % BAD.length];
                    float before = parameter.values()[at];
                    parameter.update(values -> values[at] = bad);
                    Anomaly anomaly = step(reports % 2 == 0 ? ONE : THREE, net);
                    parameter.update(values -> values[at] = before);
                    assertReport(net.label() + ": " + bad + " in " + entry.getKey(), entry.getKey(), anomaly);
                    reports++;
                }
            }
        }
        System.out.printf("anomalies in parameters of %d networks: all of %d reported%n", nets().size(), reports);
        assertThat(nets()).hasSizeGreaterThanOrEqualTo(50);
        assertThat(reports).isGreaterThan(1_000);
    }

    private static void assertReport(String what, String parameter, Anomaly anomaly) {
        assertThat(anomaly).as(what).isNotNull();
        assertThat(anomaly.parameters()).as("%s: %s", what, anomaly).containsExactly(parameter);
        String layer = parameter.substring(0, parameter.lastIndexOf('.'));
        assertThat(layer).as("%s: %s", what, anomaly).startsWith(anomaly.layer());
        assertThat(anomaly.layer()).as("%s: %s", what, anomaly).isNotEmpty();
        assertThat(anomaly.operation()).isNotEmpty();
        assertThat(anomaly.quantity()).isNotEmpty();
        assertThat(anomaly.value()).is(new org.assertj.core.api.Condition<>(v -> !Float.isFinite(v), "not finite"));
        assertThat(anomaly.sequence()).as("%s: %s", what, anomaly).isPresent();
        if (!parameter.startsWith("output")) {
            assertThat(anomaly.step()).as("%s: %s", what, anomaly).isPresent();
        }
    }

    /** What would have a gradient is a parameter here, one of which is bad. */
    @Test
    void badValueInAnyOperation_isReportedWithTheParameter() {
        int reports = 0;
        for (GradientCase entry : GradientRegistry.cases()) {
            Map<String, Parameter> inputs = new LinkedHashMap<>();
            entry.inputs().forEach((name, tensor) -> inputs.put(name, new Parameter(tensor)));
            Parameters.Builder all = Parameters.builder();
            inputs.forEach(all::add);
            entry.parameters().forEach(all::add);
            for (Map.Entry<String, Parameter> one : all.build().asMap().entrySet()) {
                float bad = BAD[reports % 2]; // minus infinity may be meant: it is how scores are masked
                float before = one.getValue().values()[0];
                one.getValue().update(values -> values[0] = bad);
                Anomaly anomaly = anomalyOf(all.build(), tape -> {
                    Map<String, Var> vars = new LinkedHashMap<>();
                    inputs.forEach((name, parameter) -> vars.put(name, tape.parameter(parameter)));
                    return entry.ours().run(tape, vars).sum();
                });
                one.getValue().update(values -> values[0] = before);
                assertThat(anomaly).as("%s: %s in %s", entry, bad, one.getKey()).isNotNull();
                assertThat(anomaly.parameters()).as("%s: %s", entry, anomaly).containsExactly(one.getKey());
                assertThat(anomaly.operation()).as("%s: %s", entry, anomaly).isNotEmpty();
                reports++;
            }
        }
        System.out.printf("anomalies in operations: all of %d reported%n", reports);
        assertThat(reports).isGreaterThan(100);
    }

    @Test
    void badValueInABatch_isReportedWithStepSequenceAndFeature() {
        Recurrent encoder = Recurrent.gru(2, 3).build(KEY);
        for (float bad : BAD) {
            for (int t = 0; t < 4; t++) {
                for (int b = 0; b < 3; b++) {
                    Tensor x = RecurrentSetting.random(KEY, 5, 3, 2);
                    x.set(bad, t, b, 1);
                    AnomalyException thrown = catchThrowableOfType(AnomalyException.class, () -> {
                        try (Tape tape = Tape.training(ONE, KEY).reportAnomalies(encoder.parameters())) {
                            tape.sequence(new SeriesBatch(x, Lengths.of(4, 5, 4)));
                        }
                    });
                    Anomaly anomaly = thrown.anomaly();
                    assertThat(anomaly.phase()).isEqualTo(Phase.INPUT);
                    assertThat(anomaly.step()).hasValue(t);
                    assertThat(anomaly.sequence()).hasValue(b);
                    assertThat(anomaly.feature()).hasValue(1);
                    assertThat(anomaly.value()).isEqualTo(Float.valueOf(bad));
                }
            }
        }
    }

    /** tanh(1e15 h) of zeros: forward stays 0, backward grows by 1e15 a step and leaves the floats at the third. */
    @Test
    void explodingGradient_isReportedAtItsStepOfBackward() {
        Recurrent encoder = Recurrent.rnn(1, 2).layers(1).bidirectional().build(KEY);
        encoder.parameters().forEach((name, parameter) -> parameter.set(Tensor.zeros(parameter.shape())));
        encoder.parameters().get("weight_hh_l0_reverse").set(Tensor.of(new float[] {1e15f, 0, 0, 1e15f}, 2, 2));
        for (Context context : List.of(ONE, THREE)) {
            assertThatThrownBy(() -> {
                        Parameters names = Parameters.of("encoder", encoder);
                        try (Tape tape = Tape.training(context, KEY).reportAnomalies(names)) {
                            Sequence x = tape.sequence(new SeriesBatch(Tensor.zeros(6, 2, 1), Lengths.of(2, 6)));
                            tape.gradients(encoder.forward(x).finalOutput().sum());
                        }
                    })
                    .isInstanceOfSatisfying(
                            AnomalyException.class,
                            thrown -> assertThat(thrown.anomaly())
                                    .isEqualTo(new Anomaly(
                                            Phase.BACKWARD,
                                            "encoder",
                                            "Recurrent.forward",
                                            "previous h_l0_reverse",
                                            OptionalInt.of(2),
                                            OptionalInt.of(1),
                                            OptionalInt.of(0),
                                            Float.POSITIVE_INFINITY,
                                            List.of())))
                    .hasMessage(
                            "Tape: the gradient of previous h_l0_reverse at step 2 of sequence 1, value 0, is Infinity"
                                    + " (Recurrent.forward, layer encoder)");
        }
    }

    @Test
    void valueThatGrowsOverTime_isReportedAtTheStepWhereItOverflows() {
        Recurrent encoder = Recurrent.rnn(1, 1).relu().withoutBias().build(KEY);
        encoder.parameters().get("weight_ih_l0").set(Tensor.of(new float[] {1}, 1, 1));
        encoder.parameters().get("weight_hh_l0").set(Tensor.of(new float[] {1e10f}, 1, 1));
        Tensor x = Tensor.zeros(7, 2, 1);
        x.set(1f, 1, 1, 0); // 1 at step 1 of sequence 1, so 1e40 four steps later
        assertThatThrownBy(() -> {
                    try (Tape tape = Tape.training(ONE, KEY).reportAnomalies(encoder.parameters())) {
                        encoder.forward(tape.sequence(SeriesBatch.full(x)));
                    }
                })
                .isInstanceOfSatisfying(AnomalyException.class, thrown -> {
                    assertThat(thrown.anomaly().phase()).isEqualTo(Phase.FORWARD);
                    assertThat(thrown.anomaly().quantity()).isEqualTo("gates_l0");
                    assertThat(thrown.anomaly().step()).hasValue(5);
                    assertThat(thrown.anomaly().sequence()).hasValue(1);
                });
    }

    @Test
    void gate_isNamed() {
        Recurrent encoder = Recurrent.lstm(2, 3).layers(2).build(KEY);
        encoder.parameters().get("bias_ih_l1").update(values -> values[3 + 2] = Float.NaN);
        assertThatThrownBy(() -> {
                    try (Tape tape = Tape.training(ONE, KEY).reportAnomalies(encoder.parameters())) {
                        encoder.forward(tape.sequence(SeriesBatch.full(Tensor.zeros(2, 1, 2))));
                    }
                })
                .isInstanceOfSatisfying(AnomalyException.class, thrown -> {
                    assertThat(thrown.anomaly().quantity()).isEqualTo("gate f of gates_l1");
                    assertThat(thrown.anomaly().feature()).hasValue(2);
                    assertThat(thrown.anomaly().parameters()).containsExactly("bias_ih_l1");
                });
    }

    @Test
    void operationsOnValues_areNamed_forwardAndBackward() {
        Parameter parameter = new Parameter(Tensor.of(new float[] {1, 0, 4}, 3));
        Parameters names = Parameters.builder().add("scale", parameter).build();
        assertThat(anomalyOf(names, tape -> tape.parameter(parameter).log().sum()))
                .satisfies(anomaly -> {
                    assertThat(anomaly.phase()).isEqualTo(Phase.FORWARD);
                    assertThat(anomaly.operation()).isEqualTo("Var.log");
                    assertThat(anomaly.quantity()).isEqualTo("output");
                    assertThat(anomaly.feature()).hasValue(1);
                });
        assertThat(anomalyOf(names, tape -> tape.parameter(parameter).sqrt().sum()))
                .satisfies(anomaly -> {
                    assertThat(anomaly.phase()).isEqualTo(Phase.BACKWARD);
                    assertThat(anomaly.operation()).isEqualTo("Var.sqrt");
                    assertThat(anomaly.quantity()).isEqualTo("parameter scale");
                    assertThat(anomaly.feature()).hasValue(1);
                });
    }

    private interface Loss {
        Var of(Tape tape);
    }

    private static Anomaly anomalyOf(Parameters names, Loss loss) {
        AnomalyException thrown = catchThrowableOfType(AnomalyException.class, () -> {
            try (Tape tape = Tape.training(ONE, KEY).reportAnomalies(names)) {
                tape.gradients(loss.of(tape));
            }
        });
        return thrown == null ? null : thrown.anomaly();
    }

    @Test
    void infinityThatWasAskedFor_isNoAnomaly() {
        Parameter parameter = new Parameter(Tensor.of(new float[] {1, 2, 3}, 1, 3));
        Parameters names = Parameters.builder().add("scores", parameter).build();
        try (Tape tape = Tape.training(ONE, KEY).reportAnomalies(names)) {
            Var weights = tape.parameter(parameter)
                    .maskedFill(new boolean[] {false, true, false}, Float.NEGATIVE_INFINITY)
                    .softmax();
            Gradients gradients = tape.gradients(weights.slice(1, 0, 1).sum());
            assertThat(gradients.tensor(parameter).get(0, 1)).isZero();
        }
    }

    @Test
    void finitePasses_areNotDisturbed_andHaveTheSameBits() {
        int passes = 0;
        for (RecurrentSetting setting : RecurrentSetting.all()) {
            if (setting.time() == 7 && setting.batch() == 3 && setting.ragged()) {
                Recurrent stack = setting.build(KEY);
                Context context = passes % 2 == 0 ? ONE : THREE;
                assertThat(pass(context, stack, setting, true))
                        .as("%s", setting)
                        .isEqualTo(pass(context, stack, setting, false));
                passes++;
            }
        }
        assertThat(passes).isGreaterThan(200);
    }

    private static Map<String, Tensor> pass(
            Context context, Recurrent stack, RecurrentSetting setting, boolean watched) {
        Map<String, Tensor> results = new LinkedHashMap<>();
        try (Tape tape = Tape.training(context, KEY.child("tape"))) {
            if (watched) {
                tape.reportAnomalies(stack.parameters());
            }
            Tensor values = RecurrentSetting.random(KEY.child("x"), 7, 3, stack.inputSize());
            Sequence x = tape.variable(new SeriesBatch(values, setting.lengths()));
            Var output = stack.forward(x).sequence().values();
            Gradients gradients = tape.gradients(output.sum());
            results.put("output", output.toTensor());
            results.put("x", gradients.tensor(x.values()));
            stack.parameters().forEach((name, parameter) -> results.put(name, gradients.tensor(parameter)));
        }
        return results;
    }

    @Test
    void threads_doNotChangeTheReport() {
        Recurrent stack = Recurrent.gru(23, 61).layers(2).bidirectional().build(KEY);
        Tensor x = RecurrentSetting.random(KEY.child("x"), 9, 40, 23);
        int[] lengths = new int[40];
        for (int b = 0; b < 40; b++) {
            lengths[b] = b % 10;
        }
        List<Anomaly> anomalies = new ArrayList<>();
        for (String name : List.of("weight_ih_l0", "weight_hh_l0_reverse", "bias_hh_l1")) {
            Parameter parameter = stack.parameters().get(name);
            float before = parameter.values()[70];
            parameter.update(values -> values[70] = Float.NaN);
            for (Context context : List.of(ONE, THREE)) {
                AnomalyException thrown = catchThrowableOfType(AnomalyException.class, () -> {
                    try (Tape tape = Tape.training(context, KEY).reportAnomalies(stack.parameters())) {
                        stack.forward(tape.sequence(new SeriesBatch(x, Lengths.of(lengths))));
                    }
                });
                anomalies.add(thrown.anomaly());
            }
            parameter.update(values -> values[70] = before);
            assertThat(anomalies.get(anomalies.size() - 1)).isEqualTo(anomalies.get(anomalies.size() - 2));
        }
        assertThat(anomalies).extracting(Anomaly::quantity).doesNotContain("output");
    }

    @Test
    void reportAnomalies_comesFirst() {
        try (Tape tape = Tape.training(ONE, KEY)) {
            tape.constant(Tensor.zeros(2));
            assertThatThrownBy(() -> tape.reportAnomalies(Parameters.none()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("call it first");
        }
    }
}
