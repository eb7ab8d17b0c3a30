package org.rnn4j.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentOutput;
import org.rnn4j.recurrent.TapeState;
import org.rnn4j.tensor.Lengths;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

/**
 * All gradients of recurrent stacks against central differences of a double-precision reference. The loss touches every
 * valid output, the final output and every part of the final state.
 */
class RecurrentGradientTest {
    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 1e-5;
    private static final double LOSS_TOLERANCE = 1e-5;
    private static final double NEAR_A_KINK = 3e-6;
    private static final double CANCELLED = 2e-2;
    private static final int MOST_DRAWS = 10;
    private static final int IN_EVERY_BUILD = 300;

    private static final Context PORTABLE = Context.create(KernelChoice.PORTABLE, 1);
    private static final Context BEST = Context.create(KernelChoice.AUTO, 2);

    @AfterAll
    static void close() {
        PORTABLE.close();
        BEST.close();
    }

    @Test
    void sampledSettings_haveTheReferencesGradients() {
        List<RecurrentSetting> all = RecurrentSetting.all();
        int[] order = RandomKey.of(7).child("sample").stream().permutation(all.size());
        for (int i = 0; i < IN_EVERY_BUILD; i++) {
            check(all.get(order[i]), order[i]);
        }
        System.out.printf("recurrent gradients: %d of %d settings%n", IN_EVERY_BUILD, all.size());
    }

    @Test
    @Tag("nightly")
    void allSettings_haveTheReferencesGradients() {
        List<RecurrentSetting> all = RecurrentSetting.all();
        for (int i = 0; i < all.size(); i++) {
            check(all.get(i), i);
        }
        System.out.printf("recurrent gradients: all %d settings%n", all.size());
    }

    private static void check(RecurrentSetting setting, int number) {
        RandomKey key = RandomKey.of(number);
        for (int draws = 0; draws < MOST_DRAWS; draws++) {
            Trial trial = new Trial(setting, key);
            if (!trial.isAtAKink() && trial.run(number % 2 == 0 ? PORTABLE : BEST)) {
                return;
            }
            key = key.child("other data");
        }
        throw new AssertionError(setting + ": wrong, or near kinks and cancelling, in all of " + MOST_DRAWS + " draws");
    }

    /** One setting with its data, on both sides. */
    private static final class Trial {
        private final RecurrentSetting setting;
        private final RandomKey key;
        private final Recurrent recurrent;
        private final SeriesBatch x;
        private final Map<String, Tensor> initial = new LinkedHashMap<>();
        private final Tensor outputWeights;
        private final Tensor finalWeights;
        private final Map<String, Tensor> stateWeights = new LinkedHashMap<>();

        private final ReferenceRecurrent reference;
        private final Map<String, double[]> parameters = new LinkedHashMap<>();
        private final double[] wideX;
        private boolean cancels;
        private final Map<String, double[]> wideInitial = new LinkedHashMap<>();

        Trial(RecurrentSetting setting, RandomKey key) {
            this.setting = setting;
            this.key = key;
            recurrent = setting.build(key.child("stack"));
            int batch = setting.batch();
            x = new SeriesBatch(
                    RecurrentSetting.random(key.child("x"), setting.time(), batch, recurrent.inputSize()),
                    setting.lengths());
            outputWeights = RecurrentSetting.random(key.child("dy"), setting.time(), batch, recurrent.outputSize());
            finalWeights = RecurrentSetting.random(key.child("df"), batch, recurrent.outputSize());
            recurrent.stateWidths().forEach((name, width) -> {
                stateWeights.put(name, RecurrentSetting.random(key.child("d" + name), batch, width));
                if (setting.initial()) {
                    initial.put(name, RecurrentSetting.random(key.child(name), batch, width));
                }
            });
            recurrent.parameters().forEach((name, parameter) -> parameters.put(name, widened(parameter.toTensor())));
            wideX = widened(x.values());
            initial.forEach((name, tensor) -> wideInitial.put(name, widened(tensor)));
            reference = new ReferenceRecurrent(setting.stack(), parameters, new TapeMasks(setting, key.child("tape")));
            clearPadding();
        }

        /** The loss counts valid outputs alone. */
        private void clearPadding() {
            Lengths lengths = x.lengths();
            int width = outputWeights.size(2);
            for (int t = 0; t < setting.time(); t++) {
                for (int b = 0; b < setting.batch(); b++) {
                    for (int j = 0; t >= lengths.get(b) && j < width; j++) {
                        outputWeights.set(0f, t, b, j);
                    }
                }
            }
        }

        private static double[] widened(Tensor tensor) {
            double[] wide = new double[tensor.count()];
            for (int i = 0; i < wide.length; i++) {
                wide[i] = tensor.values()[i];
            }
            return wide;
        }

        /** Whether float and double may disagree on which side of ReLU's kink a value is. */
        boolean isAtAKink() {
            loss();
            return reference.nearestKink() < NEAR_A_KINK;
        }

        /** Runs both sides; false if a whole gradient cancels, so that its largest element is rounding itself. */
        boolean run(Context context) {
            try (Tape tape = Tape.training(context, key.child("tape"))) {
                Sequence input = tape.variable(x);
                Map<String, Var> start = new LinkedHashMap<>();
                initial.forEach((name, tensor) -> start.put(name, tape.variable(tensor)));
                RecurrentOutput output =
                        start.isEmpty() ? recurrent.forward(input) : recurrent.forward(input, TapeState.of(start));
                List<Var> values = new ArrayList<>(List.of(output.sequence().values(), output.finalOutput()));
                List<Tensor> weights = new ArrayList<>(List.of(outputWeights, finalWeights));
                stateWeights.forEach((name, tensor) -> {
                    values.add(output.finalState().part(name));
                    weights.add(tensor);
                });
                Var loss = WeightedSum.of(tape, values, weights);
                double expected = loss();
                assertThat(Math.abs(loss.item() - expected))
                        .as("loss of %s", setting)
                        .isLessThanOrEqualTo(LOSS_TOLERANCE * (1 + Math.abs(expected)));
                Gradients gradients = tape.gradients(loss);
                Gradients again = tape.gradients(loss);
                recurrent
                        .parameters()
                        .forEach((name, parameter) -> assertThat(again.tensor(parameter))
                                .as("%s: %s at the second backward pass", setting, name)
                                .isEqualTo(gradients.tensor(parameter)));
                recurrent
                        .parameters()
                        .forEach((name, parameter) -> compare(name, gradients.tensor(parameter), parameters.get(name)));
                start.forEach((name, var) -> compare(name, gradients.tensor(var), wideInitial.get(name)));
                compare("x", gradients.tensor(input.values()), wideX);
                return !cancels;
            }
        }

        /** The reference's loss at the current values of parameters, x and initial states. */
        private double loss() {
            double sum = 0;
            for (int b = 0; b < setting.batch(); b++) {
                ReferenceRecurrent.Result result = reference.run(b, steps(b), rows(b));
                for (int t = 0; t < result.outputs().length; t++) {
                    sum += dot(result.outputs()[t], outputWeights, t * setting.batch() + b);
                }
                sum += dot(reference.finalOutput(result), finalWeights, b);
                for (Map.Entry<String, double[]> state : result.states().entrySet()) {
                    sum += dot(state.getValue(), stateWeights.get(state.getKey()), b);
                }
            }
            return sum;
        }

        private static double dot(double[] values, Tensor weights, int row) {
            double sum = 0;
            for (int j = 0; j < values.length; j++) {
                sum += values[j] * weights.values()[row * values.length + j];
            }
            return sum;
        }

        private double[][] steps(int b) {
            double[][] steps = new double[x.lengths().get(b)][x.features()];
            for (int t = 0; t < steps.length; t++) {
                System.arraycopy(wideX, (t * setting.batch() + b) * x.features(), steps[t], 0, x.features());
            }
            return steps;
        }

        private Map<String, double[]> rows(int b) {
            Map<String, double[]> rows = new LinkedHashMap<>();
            wideInitial.forEach((name, values) -> {
                int width = values.length / setting.batch();
                rows.put(name, java.util.Arrays.copyOfRange(values, b * width, (b + 1) * width));
            });
            return rows;
        }

        /** Holds a gradient against differences of the reference's loss, moving the given array. */
        private void compare(String name, Tensor gradient, double[] moved) {
            assertThat(gradient.count()).isEqualTo(moved.length);
            double largest = 0;
            double worst = 0;
            for (int i = 0; i < moved.length; i++) {
                double expected = difference(moved, i);
                largest = Math.max(largest, Math.abs(expected));
                worst = Math.max(worst, Math.abs(gradient.values()[i] - expected));
            }
            if (worst > TOLERANCE * largest && largest < CANCELLED) {
                cancels = true;
                return;
            }
            assertThat(worst)
                    .as("%s: gradient of %s, the largest being %s", setting, name, largest)
                    .isLessThanOrEqualTo(TOLERANCE * largest);
        }

        /** The central difference, with a width that no kink lies within. */
        private double difference(double[] moved, int i) {
            double original = moved[i];
            double step = STEP;
            while (true) {
                reference.takePattern();
                moved[i] = original + step;
                double above = loss();
                long patternAbove = reference.takePattern();
                moved[i] = original - step;
                double below = loss();
                moved[i] = original;
                if (patternAbove == reference.takePattern()) {
                    return (above - below) / (2 * step);
                }
                step /= 10;
            }
        }
    }
}
