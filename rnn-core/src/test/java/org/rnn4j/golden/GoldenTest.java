package org.rnn4j.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.rnn4j.io.JsonObject;
import org.rnn4j.io.SafetensorsFile;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;

/**
 * Our results against PyTorch's, computed there in double: golden.json says what each file is, nothing here knows a
 * file's name or a size. {@code -Dgolden.dir=DIR} takes another directory of the same form.
 */
class GoldenTest {
    /** Kinds that the library does not have yet. Any other kind that is not handled is a failure. */
    private static final Map<String, Set<String>> NOT_YET = Map.of(
            "loss", Set.of("kl_div", "ctc"),
            "layer", Set.of("scaled_dot_product_attention", "multi_head_self_attention"));

    /** Kinds that the optimizers' module checks. */
    private static final Set<String> ELSEWHERE = Set.of("optimizer", "schedule", "clip_norm");

    private static final List<Context> CONTEXTS = contexts();

    private static List<Context> contexts() {
        List<Context> contexts = new ArrayList<>();
        for (int threads = 1; threads <= 2; threads++) {
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

    @TestFactory
    Stream<DynamicTest> everyCase_onEveryKernelWithOneAndTwoThreads_isWithinTheTolerance() throws IOException {
        return GoldenCase.all().stream()
                .filter(golden -> !ELSEWHERE.contains(golden.metadata().string("what")))
                .flatMap(golden -> CONTEXTS.stream()
                        .map(context -> DynamicTest.dynamicTest(
                                golden.name() + ", " + context.kernels().name() + ", " + context.threads() + " threads",
                                () -> check(golden, context))));
    }

    private static void check(GoldenCase golden, Context context) {
        String what = golden.metadata().string("what");
        String kind = golden.metadata()
                .string(what.equals("recurrent") ? "kind" : what)
                .split(" ")[0];
        if (NOT_YET.getOrDefault(what, Set.of()).contains(kind)) {
            abort(what + " " + kind + " is not yet implemented");
        }
        switch (what) {
            case "recurrent" -> RecurrentCase.check(golden, kind, context);
            case "loss" -> LossCase.check(golden, kind, context);
            case "layer" -> LayerCase.check(golden, kind, context);
            default -> throw new AssertionError(golden.name() + ": unknown what: " + what);
        }
    }

    private static GoldenCase described(String json) {
        return new GoldenCase("made up", JsonObject.parse(json, "made up"), SafetensorsFile.of(Map.of(), Map.of()));
    }

    @Test
    void unknownKind_fails() {
        Context context = CONTEXTS.get(0);
        for (String json : List.of(
                "{\"what\":\"telepathy\", \"telepathy\":\"x\"}",
                "{\"what\":\"recurrent\", \"kind\":\"QRNN\", \"input_size\":1, \"hidden_size\":1}",
                "{\"what\":\"loss\", \"loss\":\"gut_feeling\"}",
                "{\"what\":\"layer\", \"layer\":\"capsule\"}")) {
            assertThatThrownBy(() -> check(described(json), context))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("made up")
                    .hasMessageContaining("unknown");
        }
    }

    @Test
    void unknownOption_fails() {
        assertThatThrownBy(() -> check(
                        described("{\"what\":\"recurrent\", \"kind\":\"GRU\", \"layout\":\"spiral\"}"),
                        CONTEXTS.get(0)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("layout");
    }

    @Test
    void difference_isFound() throws IOException {
        GoldenCase golden = GoldenCase.all().get(0);
        String tensor = golden.tensors().names().stream()
                .filter(name -> name.startsWith("grad."))
                .findFirst()
                .orElseThrow();
        var off = golden.tensors().get(tensor).roundToTensor();
        golden.assertClose(tensor, off, 1e-7);
        off.values()[0] += 1f;
        assertThatThrownBy(() -> golden.assertClose(tensor, off, 1e-5))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(tensor);
        assertThat(golden.metadata().keys()).contains("file", "what");
    }
}
