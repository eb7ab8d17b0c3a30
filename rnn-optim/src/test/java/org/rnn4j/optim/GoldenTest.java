package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.io.JsonObject;
import org.rnn4j.io.SafetensorsFile;
import org.rnn4j.tensor.Tensor;

/**
 * Optimizers, clipping and schedules against PyTorch's results in double, from the directory that rnn-core's test of the same name
 * reads: golden.json says what each file is, nothing here knows a file's name or a size. {@code -Dgolden.dir=DIR} takes
 * another directory of the same form.
 */
class GoldenTest {
    private static final double TOLERANCE = 1e-6;

    /** Kinds that rnn-core's tests check. */
    private static final Set<String> ELSEWHERE = Set.of("recurrent", "loss", "layer");

    /** One case: what it is, and its tensors. */
    private record Case(String name, JsonObject metadata, SafetensorsFile tensors) {
        double number(String key, double otherwise) {
            return metadata.has(key) ? metadata.number(key) : otherwise;
        }

        boolean flag(String key) {
            return metadata.has(key) && metadata.bool(key);
        }

        void assertClose(String tensor, float[] ours) {
            double[] wide = new double[ours.length];
            for (int i = 0; i < wide.length; i++) {
                wide[i] = ours[i];
            }
            assertClose(tensor, wide);
        }

        void assertClose(String tensor, double[] ours) {
            double[] reference = tensors.get(tensor).toDoubles();
            assertThat(ours.length).as("%s: elements of %s", name, tensor).isEqualTo(reference.length);
            double largest = 0;
            double worst = 0;
            for (int i = 0; i < reference.length; i++) {
                assertThat(ours[i]).as("%s: %s at element %d", name, tensor, i).isNotNaN();
                largest = Math.max(largest, Math.abs(reference[i]));
                worst = Math.max(worst, Math.abs(ours[i] - reference[i]));
            }
            assertThat(worst == 0 ? 0 : worst / largest)
                    .as("%s: error of %s", name, tensor)
                    .isLessThanOrEqualTo(TOLERANCE);
        }
    }

    private static Path directory() {
        Path module = Path.of(System.getProperty("basedir", ""));
        String given = System.getProperty("golden.dir");
        if (given == null) {
            return module.resolve("../rnn-core/src/test/resources/golden");
        }
        Path inModule = module.resolve(given);
        return Files.isDirectory(inModule) ? inModule : module.resolve("..").resolve(given);
    }

    @TestFactory
    Stream<DynamicTest> everyCase_isWithinTheTolerance() throws IOException {
        Path directory = directory();
        String list = Files.readString(directory.resolve("golden.json"));
        return JsonObject.parse("{\"cases\":" + list + "}", "golden.json").objects("cases").stream()
                .filter(metadata -> !ELSEWHERE.contains(metadata.string("what")))
                .map(metadata -> DynamicTest.dynamicTest(
                        metadata.string("file"),
                        () -> check(new Case(
                                metadata.string("file"),
                                metadata,
                                SafetensorsFile.read(directory.resolve(metadata.string("file")))))));
    }

    private static void check(Case golden) {
        String what = golden.metadata().string("what");
        switch (what) {
            case "optimizer" -> checkOptimizer(golden, rule(golden));
            case "clip_norm" -> checkClipping(golden);
            case "schedule" -> checkSchedule(golden);
            default -> throw new AssertionError(golden.name() + ": unknown what: " + what);
        }
    }

    private static Rule rule(Case golden) {
        return switch (golden.metadata().string("optimizer")) {
            case "SGD" ->
                new Sgd(
                        golden.number("lr", 1e-3),
                        golden.number("momentum", 0),
                        golden.number("dampening", 0),
                        golden.flag("nesterov"),
                        golden.number("weight_decay", 0));
            case "Adam" ->
                new Adam(
                        golden.number("lr", 1e-3),
                        betas(golden)[0],
                        betas(golden)[1],
                        golden.number("eps", 1e-8),
                        golden.number("weight_decay", 0),
                        golden.flag("amsgrad"));
            case "AdamW" ->
                new AdamW(
                        golden.number("lr", 1e-3),
                        betas(golden)[0],
                        betas(golden)[1],
                        golden.number("eps", 1e-8),
                        golden.number("weight_decay", 1e-2),
                        golden.flag("amsgrad"));
            case "NAdam" ->
                new Nadam(
                        golden.number("lr", 2e-3),
                        betas(golden)[0],
                        betas(golden)[1],
                        golden.number("eps", 1e-8),
                        golden.number("weight_decay", 0),
                        golden.number("momentum_decay", 4e-3));
            case "RAdam" ->
                new Radam(
                        golden.number("lr", 1e-3),
                        betas(golden)[0],
                        betas(golden)[1],
                        golden.number("eps", 1e-8),
                        golden.number("weight_decay", 0));
            case "Adamax" ->
                new Adamax(
                        golden.number("lr", 2e-3),
                        betas(golden)[0],
                        betas(golden)[1],
                        golden.number("eps", 1e-8),
                        golden.number("weight_decay", 0));
            case "Adagrad" ->
                new Adagrad(
                        golden.number("lr", 1e-2),
                        golden.number("lr_decay", 0),
                        golden.number("weight_decay", 0),
                        golden.number("initial_accumulator_value", 0),
                        golden.number("eps", 1e-10));
            case "Adadelta" ->
                new Adadelta(
                        golden.number("lr", 1),
                        golden.number("rho", 0.9),
                        golden.number("eps", 1e-6),
                        golden.number("weight_decay", 0));
            case "RMSprop" ->
                new RmsProp(
                        golden.number("lr", 1e-2),
                        golden.number("alpha", 0.99),
                        golden.number("eps", 1e-8),
                        golden.number("weight_decay", 0),
                        golden.number("momentum", 0),
                        golden.flag("centered"));
            case "ASGD" ->
                new Asgd(
                        golden.number("lr", 1e-2),
                        golden.number("lambd", 1e-4),
                        golden.number("alpha", 0.75),
                        golden.number("t0", 1e6),
                        golden.number("weight_decay", 0));
            case "Rprop" ->
                new Rprop(
                        golden.number("lr", 1e-2),
                        pair(golden, "etas", 0.5, 1.2)[0],
                        pair(golden, "etas", 0.5, 1.2)[1],
                        pair(golden, "step_sizes", 1e-6, 50)[0],
                        pair(golden, "step_sizes", 1e-6, 50)[1]);
            default ->
                throw new AssertionError(golden.name() + ": unknown optimizer "
                        + golden.metadata().string("optimizer"));
        };
    }

    private static double[] betas(Case golden) {
        return pair(golden, "betas", 0.9, 0.999);
    }

    private static double[] pair(Case golden, String key, double first, double second) {
        return golden.metadata().has(key) ? golden.metadata().numbers(key) : new double[] {first, second};
    }

    /** Parameters p0, p1, ... start at p*.0; in step s they get the gradients g*.s and become p*.s. */
    private static void checkOptimizer(Case golden, Rule rule) {
        Parameters.Builder builder = Parameters.builder();
        for (int i = 0; golden.tensors().names().contains("p" + i + ".0"); i++) {
            builder.add(
                    "p" + i, new Parameter(golden.tensors().get("p" + i + ".0").toTensor()));
        }
        Parameters parameters = builder.build();
        Optimizer optimizer = rule.start(parameters);
        int step = 1;
        try (GivenGradients given = new GivenGradients(parameters)) {
            for (; golden.tensors().names().contains("g0." + step); step++) {
                int current = step;
                optimizer.step(given.of(gradients(golden, parameters, "." + step)));
                parameters.forEach((name, parameter) -> golden.assertClose(
                        name + "." + current, parameter.toTensor().values()));
            }
        }
        assertThat(step).as("%s: steps", golden.name()).isGreaterThan(1);
    }

    private static Map<String, float[]> gradients(Case golden, Parameters parameters, String ending) {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        parameters.forEach((name, parameter) -> gradients.put(
                name,
                golden.tensors().get(name.replace('p', 'g') + ending).toTensor().values()));
        return gradients;
    }

    /** Gradients g0, g1, ... have the norm {@code norm} and are clipped to c0, c1, ... */
    private static void checkClipping(Case golden) {
        Parameters.Builder builder = Parameters.builder();
        for (int i = 0; golden.tensors().names().contains("g" + i); i++) {
            builder.add(
                    "p" + i,
                    new Parameter(Tensor.zeros(golden.tensors().get("g" + i).shape())));
        }
        Parameters parameters = builder.build();
        String order = golden.metadata().has("norm_type") ? golden.metadata().string("norm_type") : "2.0";
        Rule clipping = ClipNorm.global(
                golden.metadata().number("max_norm"),
                order.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(order));
        Optimizer optimizer = Rule.chain(clipping, step -> {}).start(parameters); // nothing is updated
        try (GivenGradients given = new GivenGradients(parameters)) {
            Gradients clipped = given.of(gradients(golden, parameters, ""));
            optimizer.step(clipped);
            parameters.forEach((name, parameter) -> golden.assertClose(
                    name.replace('p', 'c'), clipped.tensor(parameter).values()));
        }
        double norm = optimizer.figures().get(ClipNorm.GRADIENT_NORM);
        golden.assertClose("norm", new float[] {(float) norm});
    }

    /** Learning rate and momentum before each step, after which the schedule hears the metric, if there is one. */
    private static void checkSchedule(Case golden) {
        ScheduleCase made = new ScheduleCase(golden.name(), golden.metadata());
        Schedule schedule = made.schedule();
        double[] rates = new double[golden.tensors().get("lr").toDoubles().length];
        double[] momenta = new double[rates.length];
        boolean fed = golden.tensors().names().contains("metric");
        double[] metric = fed ? golden.tensors().get("metric").toDoubles() : new double[0];
        for (int step = 0; step < rates.length; step++) {
            rates[step] = made.initialRate() * schedule.factor(step);
            momenta[step] = schedule.momentum(step).orElse(ScheduleCase.OPTIMIZER_MOMENTUM);
            if (fed) {
                schedule.observe(Map.of(ScheduleCase.FIGURE, metric[step]));
            }
        }
        assertThat(rates).as("%s: steps", golden.name()).hasSizeGreaterThan(1);
        golden.assertClose("lr", rates);
        golden.assertClose("momentum", momenta);
    }

    @Test
    void unknownKind_fails() {
        for (String json : List.of(
                "{\"what\":\"telepathy\"}",
                "{\"what\":\"optimizer\", \"optimizer\":\"Dowsing\"}",
                "{\"what\":\"schedule\", \"schedule\":\"LunarLR\"}")) {
            Case golden =
                    new Case("made up", JsonObject.parse(json, "made up"), SafetensorsFile.of(Map.of(), Map.of()));
            assertThatThrownBy(() -> check(golden))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("made up: unknown");
        }
    }
}
