package org.rnn4j.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.reference.Doubles;
import org.rnn4j.tensor.Tensor;

/** Every entry of the registry: right, and the same bits on all kernels and with any number of threads. */
class GradientRegistryTest {
    private static final double STEP = 1e-5;
    private static final double VALUE_TOLERANCE = 2e-6;
    private static final double GRADIENT_TOLERANCE = 1e-5;
    private static final List<Context> CONTEXTS = new ArrayList<>();

    @BeforeAll
    static void openContexts() {
        boolean simd = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        KernelChoice[] choices = {KernelChoice.PORTABLE, simd ? KernelChoice.SIMD : KernelChoice.PORTABLE};
        for (KernelChoice choice : choices) {
            CONTEXTS.add(Context.create(choice, 1));
            CONTEXTS.add(Context.create(choice, 2));
        }
    }

    @AfterAll
    static void closeContexts() {
        CONTEXTS.forEach(Context::close);
        CONTEXTS.clear();
    }

    static Stream<GradientCase> cases() {
        return GradientRegistry.cases().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void entry_agreesWithReference(GradientCase entry) {
        Map<String, Tensor> ours = run(entry, CONTEXTS.get(0), 1);
        Map<String, Doubles> values = entry.values();
        Doubles expected = entry.reference().run(values);
        Tensor output = ours.remove("output");
        assertThat(output.shape()).as("shape").isEqualTo(expected.shape());
        assertClose("output", output, expected.values(), VALUE_TOLERANCE);
        assertThat(ours).as("what has a gradient").containsOnlyKeys(values.keySet());
        double[] weights = Doubles.of(lossWeights(output)).values();
        ours.forEach((name, gradient) ->
                assertClose(name, gradient, differences(entry, values, name, weights), GRADIENT_TOLERANCE));
    }

    /** Central differences of the weighted sum of all outputs. */
    private static double[] differences(
            GradientCase entry, Map<String, Doubles> values, String name, double[] weights) {
        double[] moved = values.get(name).values();
        double[] gradient = new double[moved.length];
        for (int i = 0; i < moved.length; i++) {
            double before = moved[i];
            moved[i] = before + STEP;
            double above = weightedSum(entry.reference().run(values), weights);
            moved[i] = before - STEP;
            double below = weightedSum(entry.reference().run(values), weights);
            moved[i] = before;
            gradient[i] = (above - below) / (2 * STEP);
        }
        return gradient;
    }

    private static double weightedSum(Doubles output, double[] weights) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += output.values()[i] * weights[i];
        }
        return sum;
    }

    private static void assertClose(String what, Tensor actual, double[] expected, double tolerance) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        double error = 0;
        for (int i = 0; i < expected.length; i++) {
            error = Math.max(error, Math.abs(actual.values()[i] - expected[i]));
            assertThat(actual.values()[i]).as(what).isFinite();
        }
        assertThat(error)
                .as(what + ": largest error, where the largest value is " + largest)
                .isLessThanOrEqualTo(tolerance * largest);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void entry_givesTheSameBitsOnAllKernelsWithAnyThreads(GradientCase entry) {
        Map<String, Tensor> expected = run(entry, CONTEXTS.get(0), 1);
        for (Context context : CONTEXTS.subList(1, CONTEXTS.size())) {
            assertThat(run(entry, context, 1)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void backwardTwice_givesTheSameBits(GradientCase entry) {
        for (Context context : CONTEXTS) {
            assertThat(run(entry, context, 2)).isEqualTo(run(entry, context, 1));
        }
    }

    /** The output and all gradients by name; backward runs as often as asked, and the last result counts. */
    private static Map<String, Tensor> run(GradientCase entry, Context context, int backwards) {
        try (Tape tape = Tape.training(context, GradientCase.TAPE_KEY)) {
            Map<String, Var> inputs = new LinkedHashMap<>();
            entry.inputs().forEach((name, tensor) -> inputs.put(name, tape.variable(tensor)));
            Var output = entry.ours().run(tape, inputs);
            Map<String, Tensor> results = new LinkedHashMap<>();
            results.put("output", output.toTensor());
            Var loss =
                    output.times(tape.constant(lossWeights(output.toTensor()))).sum();
            for (int i = 0; i < backwards; i++) {
                Gradients gradients = tape.gradients(loss);
                inputs.forEach((name, var) -> results.put(name, gradients.tensor(var)));
                entry.parameters().forEach((name, parameter) -> results.put(name, gradients.tensor(parameter)));
            }
            assertThat(output.toTensor()).as("output after backward").isEqualTo(results.get("output"));
            return results;
        }
    }

    private static Tensor lossWeights(Tensor output) {
        return GradientCase.random("loss", 1, output.shape());
    }

    @Test
    void everyPublicOperation_hasAnEntry() {
        List<String> names = cases().map(GradientCase::name).toList();
        List<String> operations = Stream.concat(
                        operations(Var.class, Var.class), operations(Sequence.class, Var.class, "values"))
                .toList();
        assertThat(operations).hasSizeGreaterThan(40);
        assertThat(operations)
                .allSatisfy(operation -> assertThat(names).as(operation).anyMatch(name -> name.startsWith(operation)));
        assertThat(names).doesNotHaveDuplicates();
    }

    private static Stream<String> operations(Class<?> owner, Class<?> result, String... accessors) {
        return Arrays.stream(owner.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> method.getReturnType() == result)
                .filter(method -> !List.of(accessors).contains(method.getName()))
                .map(method -> owner.getSimpleName() + "." + signature(method));
    }

    private static String signature(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", method.getName() + "(", ")"));
    }
}
