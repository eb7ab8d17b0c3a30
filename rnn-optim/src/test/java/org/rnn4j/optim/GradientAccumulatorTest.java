package org.rnn4j.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Tape;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

class GradientAccumulatorTest {
    private static final RandomKey KEY = RandomKey.of(31);

    /** Hands the gradients over as they arrive. */
    private static final class Catching implements Rule {
        private final Map<String, float[]> gradients = new LinkedHashMap<>();

        @Override
        public void apply(Step step) {
            for (Slot slot : step.slots()) {
                gradients.put(slot.name(), Arrays.copyOf(slot.gradient(), slot.count()));
            }
        }
    }

    private static int[][] sequences(int count) {
        RandomStream random = KEY.child("sequences").stream();
        int[][] sequences = new int[count][];
        for (int b = 0; b < count; b++) {
            sequences[b] = new int[1 + random.nextInt(7)];
            for (int t = 0; t < sequences[b].length; t++) {
                sequences[b][t] = 1 + random.nextInt(TokenTagger.TOKENS - 1);
            }
        }
        return sequences;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 12})
    void smallBatches_weightedByTheirItems_equalOneLargeBatch(int parts) {
        TokenTagger model = new TokenTagger(KEY);
        int[][] all = sequences(12);
        Catching large = new Catching();
        Catching small = new Catching();
        GradientAccumulator accumulator = new GradientAccumulator(model.parameters());
        try (Context context = Context.create(KernelChoice.AUTO, 1)) {
            try (Tape tape = Tape.training(context, KEY)) {
                large.start(model.parameters()).step(tape.gradients(model.loss(tape, TokenBatch.of(all, 0))));
            }
            for (int part = 0; part < parts; part++) {
                int[][] some = Arrays.copyOfRange(all, 12 * part / parts, 12 * (part + 1) / parts);
                TokenBatch batch = TokenBatch.of(some, 0);
                try (Tape tape = Tape.training(context, KEY)) {
                    accumulator.add(
                            tape.gradients(model.loss(tape, batch)),
                            batch.lengths().total());
                }
            }
        }
        assertThat(accumulator.batches()).isEqualTo(parts);
        assertThat(accumulator.items())
                .isEqualTo(
                        Arrays.stream(all).mapToInt(sequence -> sequence.length).sum());
        small.start(model.parameters()).step(accumulator);
        assertThat(small.gradients.keySet()).isEqualTo(large.gradients.keySet());
        large.gradients.forEach((name, expected) -> assertClose(name, small.gradients.get(name), expected));
    }

    private static void assertClose(String name, float[] ours, float[] expected) {
        double largest = 0;
        double error = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            error = Math.max(error, Math.abs(ours[i] - expected[i]));
        }
        assertThat(largest).as(name).isPositive();
        assertThat(error / largest).as(name).isLessThan(1e-5);
    }

    private static Parameters parameters() {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        shapes.put("weight", new int[] {2});
        shapes.put("bias", new int[] {1});
        return GivenGradients.parameters(RandomKey.of(5).stream(), shapes);
    }

    @Test
    void parameterWithoutGradientInSomeBatches_getsItsShare() {
        Parameters parameters = parameters();
        GradientAccumulator accumulator = new GradientAccumulator(parameters);
        Catching catching = new Catching();
        Optimizer optimizer = catching.start(parameters);
        try (GivenGradients given = new GivenGradients(parameters)) {
            accumulator.add(given.of(Map.of("weight", new float[] {4, 8})), 1);
            accumulator.add(given.of(Map.of("weight", new float[] {8, 4}, "bias", new float[] {4})), 3);
            optimizer.step(accumulator);
            assertThat(catching.gradients.get("weight")).containsExactly(7, 5);
            assertThat(catching.gradients.get("bias")).containsExactly(3);
            catching.gradients.clear();
            accumulator.add(given.of(Map.of("weight", new float[] {1, 2})), 2);
            optimizer.step(accumulator);
            assertThat(catching.gradients.keySet()).containsExactly("weight");
            assertThat(catching.gradients.get("weight")).containsExactly(1, 2);
        }
        assertThat(optimizer.steps()).isEqualTo(2);
    }

    @Test
    void refusedStep_keepsWhatWasAdded() {
        Parameters parameters = parameters();
        GradientAccumulator accumulator = new GradientAccumulator(parameters);
        Optimizer optimizer = new Sgd(1).start(parameters);
        Map<String, Tensor> before = parameters.snapshot();
        try (GivenGradients given = new GivenGradients(parameters)) {
            accumulator.add(given.of(Map.of("weight", new float[] {4, Float.NaN})), 1);
            assertThatExceptionOfType(NonFiniteException.class)
                    .isThrownBy(() -> optimizer.step(accumulator))
                    .withMessageContaining("element 1 of the gradient of weight[2] is NaN");
            assertThat(parameters.snapshot()).isEqualTo(before);
            assertThat(accumulator.batches()).isEqualTo(1);
            accumulator.clear();
            accumulator.add(given.of(Map.of("weight", new float[] {4, 1})), 1);
            optimizer.step(accumulator);
        }
        assertThat(parameters.snapshot()).isNotEqualTo(before);
    }

    @Test
    void nothingAdded_noItems_andNoParameters_areRefused() {
        Parameters parameters = parameters();
        GradientAccumulator accumulator = new GradientAccumulator(parameters);
        Optimizer optimizer = new Sgd(1).start(parameters);
        assertThatIllegalStateException()
                .isThrownBy(() -> optimizer.step(accumulator))
                .withMessage("GradientAccumulator: no gradients were added since the last step");
        try (GivenGradients given = new GivenGradients(parameters)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> accumulator.add(given.of(Map.of("bias", new float[] {1})), 0))
                    .withMessage("GradientAccumulator.add: the number of valid items must be at least 1, but is 0");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GradientAccumulator(Parameters.none()))
                .withMessageContaining("expected at least one parameter");
    }
}
