package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

/** {@link ClipNorm}, {@link ClipParameterNorm} and {@link ClipValue}. */
class ClipTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static Parameters parameters() {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put("encoder.weight", new int[] {40, 61});
        shapes.put("encoder.bias", new int[] {7});
        return GivenGradients.parameters(RandomKey.of(2).stream(), shapes);
    }

    private static double norm(Map<String, float[]> gradients, double order) {
        double norm = 0;
        for (float[] gradient : gradients.values()) {
            for (float g : gradient) {
                norm = order == INFINITY
                        ? Math.max(norm, Math.abs(g))
                        : norm + (order == 1 ? Math.abs(g) : (double) g * g);
            }
        }
        return order == 2 ? Math.sqrt(norm) : norm;
    }

    /** Only clips, behind which nothing is updated. */
    private static Rule alone(Rule clipping) {
        return Rule.chain(clipping, step -> {});
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, INFINITY})
    void longGradient_isShortenedToTheMaximum_directionKept(double order) {
        Parameters parameters = parameters();
        Optimizer optimizer = alone(ClipNorm.global(0.5, order)).start(parameters);
        try (GivenGradients given = new GivenGradients(parameters)) {
            Map<String, float[]> original = given.random(RandomKey.of(3).stream());
            Gradients gradients = given.of(original);
            optimizer.step(gradients);
            double norm = norm(original, order);
            assertThat(optimizer.figures().get(ClipNorm.GRADIENT_NORM)).isCloseTo(norm, Offset.offset(1e-12 * norm));
            assertThat(norm(copy(parameters, gradients), order)).isCloseTo(0.5, Offset.offset(1e-6));
            float factor = (float) (0.5 / (norm + 1e-6));
            copy(parameters, gradients).forEach((name, clipped) -> {
                for (int i = 0; i < clipped.length; i++) {
                    assertThat(clipped[i]).isEqualTo(factor * original.get(name)[i]);
                }
            });
        }
    }

    private static Map<String, float[]> copy(Parameters parameters, Gradients gradients) {
        Map<String, float[]> copies = new LinkedHashMap<>();
        parameters.forEach((name, parameter) ->
                copies.put(name, gradients.tensor(parameter).toArray()));
        return copies;
    }

    private static void assertSameBits(Map<String, float[]> actual, Map<String, float[]> expected) {
        expected.forEach((name, values) ->
                assertThat(Arrays.equals(actual.get(name), values)).as(name).isTrue());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e6, INFINITY})
    void shortGradient_isLeftAsItIs(double maximum) {
        Parameters parameters = parameters();
        Optimizer optimizer = alone(ClipNorm.global(maximum)).start(parameters);
        try (GivenGradients given = new GivenGradients(parameters)) {
            Map<String, float[]> original = given.random(RandomKey.of(3).stream());
            Gradients gradients = given.of(original);
            optimizer.step(gradients);
            assertThat(optimizer.figures().get(ClipNorm.GRADIENT_NORM)).isPositive();
            assertSameBits(copy(parameters, gradients), original);
        }
    }

    @Test
    void normOfHugeGradients_doesNotOverflow() {
        Parameters parameters = parameters();
        Optimizer optimizer = alone(ClipNorm.global(1)).start(parameters);
        try (GivenGradients given = new GivenGradients(parameters)) {
            float[] huge = {3e38f, 3e38f, 0, 0, 0, 0, 0};
            Gradients gradients = given.of(Map.of("encoder.bias", huge));
            optimizer.step(gradients);
            assertThat(gradients.tensor(parameters.get("encoder.bias")).get(0))
                    .isCloseTo((float) Math.sqrt(0.5), Offset.offset(1e-6f));
        }
    }

    @Test
    void clippingByValue_boundsEachElement() {
        Parameters parameters = parameters();
        Optimizer optimizer = alone(new ClipValue(0.5)).start(parameters);
        try (GivenGradients given = new GivenGradients(parameters)) {
            Gradients gradients =
                    given.of(Map.of("encoder.bias", new float[] {0.4f, 0.5f, 0.6f, -0.4f, -0.5f, -9e9f, -0f}));
            optimizer.step(gradients);
            assertThat(gradients.tensor(parameters.get("encoder.bias")).values())
                    .containsExactly(0.4f, 0.5f, 0.5f, -0.4f, -0.5f, -0.5f, -0f);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void nonFiniteGradient_isRefusedByName_andNothingChanges(float bad) {
        Rule[] rules = {
            Rule.chain(ClipNorm.global(1, 1), new Adam()),
            Rule.chain(ClipNorm.global(1, 2), new Adam()),
            Rule.chain(ClipNorm.global(1, INFINITY), new Adam()),
            Rule.chain(new ClipValue(1), new Adam())
        };
        for (Rule rule : rules) {
            Parameters parameters = parameters();
            Map<String, Tensor> before = parameters.snapshot();
            Optimizer optimizer = rule.start(parameters);
            try (GivenGradients given = new GivenGradients(parameters)) {
                Map<String, float[]> original = given.random(RandomKey.of(3).stream());
                original.get("encoder.bias")[4] = bad;
                Gradients gradients = given.of(original);
                assertThatExceptionOfType(NonFiniteException.class)
                        .as("%s", rule)
                        .isThrownBy(() -> optimizer.step(gradients))
                        .withMessageContaining("element 4 of the gradient of encoder.bias[7] is " + bad)
                        .withMessageContaining("nothing was changed");
                assertSameBits(copy(parameters, gradients), original);
            }
            assertThat(parameters.snapshot()).isEqualTo(before);
            assertThat(optimizer.steps()).isZero();
            assertThat(optimizer.state().tensors()).isEmpty();
        }
    }

    @Test
    void arguments_outOfRange_areNamed() {
        for (double maximum : new double[] {0, -1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ClipNorm.global(maximum))
                    .withMessage("ClipNorm: the maximum must be above 0, but is " + maximum);
        }
        for (double bound : new double[] {0, -1, Double.NaN, INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ClipValue(bound))
                    .withMessage("ClipValue: the bound must be finite and above 0, but is " + bound);
        }
        for (double order : new double[] {0, 3, -1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ClipNorm.global(1, order))
                    .withMessage("ClipNorm: the order must be 1, 2 or infinity, but is " + order);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, INFINITY})
    void normPerParameter_shortensEachGradientByItself(double order) {
        Parameters parameters = parameters();
        Optimizer optimizer = alone(ClipNorm.perParameter(1.5, order)).start(parameters);
        try (GivenGradients given = new GivenGradients(parameters)) {
            Map<String, float[]> original = given.random(RandomKey.of(3).stream());
            Arrays.fill(original.get("encoder.bias"), 1e-3f);
            Gradients gradients = given.of(original);
            optimizer.step(gradients);
            double norm = norm(Map.of("weight", original.get("encoder.weight")), order);
            assertThat(optimizer.figures().get(ClipParameterNorm.LARGEST_GRADIENT_NORM))
                    .isCloseTo(norm, Offset.offset(1e-12 * norm));
            Map<String, float[]> clipped = copy(parameters, gradients);
            assertThat(clipped.get("encoder.bias")).isEqualTo(original.get("encoder.bias"));
            float factor = (float) (1.5 / (norm + 1e-6));
            for (int i = 0; i < clipped.get("encoder.weight").length; i++) {
                assertThat(clipped.get("encoder.weight")[i]).isEqualTo(factor * original.get("encoder.weight")[i]);
            }
        }
    }

    @Test
    void normPerParameter_isThatOfGlobalClippingOfOneParameter() {
        Parameters both = parameters();
        Map<String, float[]> original;
        Map<String, float[]> clipped;
        try (GivenGradients given = new GivenGradients(both)) {
            original = given.random(RandomKey.of(3).stream());
            Gradients gradients = given.of(original);
            alone(ClipNorm.perParameter(0.5)).start(both).step(gradients);
            clipped = copy(both, gradients);
        }
        for (String name : original.keySet()) {
            Parameters one =
                    Parameters.builder().add(name, parameters().get(name)).build();
            try (GivenGradients given = new GivenGradients(one)) {
                Gradients gradients = given.of(Map.of(name, original.get(name)));
                alone(ClipNorm.global(0.5)).start(one).step(gradients);
                assertThat(copy(one, gradients).get(name)).as(name).isEqualTo(clipped.get(name));
            }
        }
    }

    @Test
    void normPerParameter_outOfRange_isNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClipNorm.perParameter(0))
                .withMessage("ClipParameterNorm: the maximum must be above 0, but is 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClipNorm.perParameter(1, 3))
                .withMessage("ClipParameterNorm: the order must be 1, 2 or infinity, but is 3.0");
    }
}
