package org.rnn4j.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rnn4j.autograd.Gradients;
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
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/** What {@link Tape#trainOnly} leaves out, and that it changes nothing else. */
class FrozenParametersTest {
    private static final RandomKey KEY = RandomKey.of(31);
    private static final TokenBatch TOKENS = TokenBatch.of(new int[][] {{1, 4, 2}, {3, 3, 5, 6, 1}, {2}}, 0);
    private static final int[] LABELS = {0, 2, 1};

    /** Embedding, normalization, two recurrent layers, output. */
    private static final class Classifier {
        private final Embedding embedding = new Embedding(7, 3, KEY.child("embedding")).withDropout(0.2);
        private final LayerNorm norm = new LayerNorm(3);
        private final Recurrent encoder;
        private final Linear output;

        Classifier(RecurrentBuilder builder) {
            encoder = builder.layers(2).build(KEY.child("encoder"));
            output = new Linear(encoder.outputSize(), 3, KEY.child("output"));
        }

        Parameters parameters() {
            return Parameters.builder()
                    .add("embedding", embedding)
                    .add("norm", norm)
                    .add("encoder", encoder)
                    .add("output", output)
                    .build();
        }

        Parameters all(Predicate<String> names) {
            Parameters.Builder some = Parameters.builder();
            parameters().forEach((name, parameter) -> {
                if (names.test(name)) {
                    some.add(name, parameter);
                }
            });
            return some.build();
        }

        Var loss(Sequence embedded) {
            return CrossEntropy.mean(
                    output.forward(encoder.forward(norm.forward(embedded)).finalOutput()), LABELS);
        }

        /** The gradients that the tape knows, by name. */
        Map<String, Tensor> gradients(Tape tape) {
            Gradients gradients = tape.gradients(loss(embedding.forward(tape, TOKENS)));
            Map<String, Tensor> known = new LinkedHashMap<>();
            parameters().forEach((name, parameter) -> {
                if (gradients.of(parameter) != null) {
                    known.put(name, gradients.tensor(parameter));
                }
            });
            return known;
        }
    }

    private static List<RecurrentBuilder> everyCell() {
        return List.of(
                Recurrent.lstm(3, 4).weightDropout(0.3).bidirectional(),
                Recurrent.lstm(3, 4).projection(3).weightNoise(0.1),
                Recurrent.gru(3, 4).recurrentDropout(0.3).bidirectional(),
                Recurrent.gru(3, 4).resetBefore().zoneout(0.3).dropout(0.2),
                Recurrent.rnn(3, 4).residual(),
                Recurrent.unrolled(UnrolledRnn::new, 3, 4));
    }

    private static Tape tape(Context context) {
        return Tape.training(context, KEY.child("tape"));
    }

    @ParameterizedTest
    @EnumSource
    void eachParameterFrozenAlone_hasNoGradient_andTheOthersKeepTheirBits(KernelChoice kernels) {
        try (Context context = Context.create(kernels, 2)) {
            for (RecurrentBuilder builder : everyCell()) {
                Classifier model = new Classifier(builder);
                Map<String, Tensor> expected = plain(context, model);
                assertThat(expected).hasSameSizeAs(model.parameters().asMap().keySet());
                for (String frozen : expected.keySet()) {
                    assertGradients(context, model, expected, name -> !name.equals(frozen));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachParameterTrainedAlone_hasTheBitsOfTrainingAll(KernelChoice kernels) {
        try (Context context = Context.create(kernels, 1)) {
            for (RecurrentBuilder builder : everyCell()) {
                Classifier model = new Classifier(builder);
                Map<String, Tensor> expected = plain(context, model);
                for (String trained : expected.keySet()) {
                    assertGradients(context, model, expected, trained::equals);
                }
            }
        }
    }

    private static Map<String, Tensor> plain(Context context, Classifier model) {
        try (Tape tape = tape(context)) {
            return model.gradients(tape);
        }
    }

    private static void assertGradients(
            Context context, Classifier model, Map<String, Tensor> all, Predicate<String> trained) {
        Map<String, Tensor> expected = new LinkedHashMap<>(all);
        expected.keySet().removeIf(trained.negate());
        try (Tape tape = tape(context).trainOnly(model.all(trained))) {
            assertThat(model.gradients(tape)).as("%s", model.encoder).isEqualTo(expected);
        }
    }

    @Test
    void layersBelowTheLowestTrainedOne_haveNoBackward() {
        try (Context context = Context.create(KernelChoice.AUTO, 1)) {
            Classifier model = new Classifier(Recurrent.lstm(3, 4));
            try (Tape tape = tape(context).trainOnly(model.all(name -> name.endsWith("_l1")))) {
                Sequence embedded = model.embedding.forward(tape, TOKENS);
                Gradients gradients = tape.gradients(model.loss(embedded));
                assertThat(embedded.values().requiresGradient()).isFalse();
                assertThat(gradients.has(embedded.values())).isFalse();
                assertThat(gradients.has(
                                tape.parameter(model.encoder.parameters().get("weight_ih_l1"))))
                        .isTrue();
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> gradients.of(embedded.values()))
                        .withMessageContaining("requires no gradient: it is a constant, or depends on constants and"
                                + " frozen parameters only");
            }
        }
    }

    @Test
    void nothingTrained_lateCalls_andInferenceTapes_areRefused() {
        try (Context context = Context.create(KernelChoice.AUTO, 1)) {
            Classifier model = new Classifier(Recurrent.rnn(3, 4));
            try (Tape tape = tape(context).trainOnly(Parameters.none())) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> model.gradients(tape))
                        .withMessageContaining("the loss depends on no parameter that is trained");
            }
            try (Tape tape = tape(context)) {
                tape.parameter(model.output.parameters().get("bias"));
                assertThatIllegalStateException()
                        .isThrownBy(() -> tape.trainOnly(model.parameters()))
                        .withMessageContaining("Tape.trainOnly: 1 values are on the tape already");
            }
            try (Tape tape = Tape.inference(context)) {
                assertThatIllegalStateException()
                        .isThrownBy(() -> tape.trainOnly(model.parameters()))
                        .withMessageContaining("Tape.trainOnly: needs a training tape");
            }
        }
    }
}
