package org.rnn4j.optim;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.autograd.Parameters;

/**
 * Gradients of several small batches, which together make one step as a large batch would. Each loss is a mean, so each
 * gradient is weighted by the number of valid items its mean was taken over (examples, or steps of sequences without
 * padding):
 *
 * <pre>
 * g = (1 / (n_1 + ... + n_k)) * (n_1 * g_1 + ... + n_k * g_k), where each sum continues as fma(n_i, g_i, sum)
 * </pre>
 *
 * <pre>{@code
 * var accumulator = new GradientAccumulator(model.parameters());
 * for (var part : parts) {
 *     try (Tape tape = Tape.training(context, key.child(n++))) {
 *         accumulator.add(tape.gradients(objective.loss(tape, part)), part.size());
 *     }
 * }
 * optimizer.step(accumulator);
 * }</pre>
 *
 * <p>Equal to the gradient of the large batch within rounding, 1e-5 of the largest. Holds one array for each parameter
 * that had a gradient. Not thread-safe.
 */
public final class GradientAccumulator {
    private final Parameters parameters;
    private final Map<Parameter, Sum> sums = new LinkedHashMap<>();
    private long items;
    private int batches;

    private static final class Sum {
        private final float[] values;
        private @Nullable BitSet rows;
        private boolean empty = true;

        Sum(int count) {
            values = new float[count];
        }

        void add(float[] gradient, @Nullable BitSet newRows, float weight) {
            if (empty) {
                rows = newRows == null ? null : (BitSet) newRows.clone();
            } else if (rows != null) {
                join(newRows);
            }
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.fma(weight, gradient[i], values[i]);
            }
            empty = false;
        }

        void clear() {
            Arrays.fill(values, 0f);
            empty = true;
        }

        private void join(@Nullable BitSet newRows) {
            if (newRows == null) {
                rows = null;
            } else if (rows != null) {
                rows.or(newRows);
            }
        }
    }

    /** Sums of nothing yet, for the gradients of these parameters. */
    public GradientAccumulator(Parameters parameters) {
        if (parameters.size() == 0) {
            throw new IllegalArgumentException("GradientAccumulator: expected at least one parameter, but got none");
        }
        this.parameters = parameters;
    }

    /**
     * Adds the gradients of one batch, whose loss is a mean over {@code validItems} items. They are not changed.
     *
     * @throws IllegalArgumentException if there is no item
     */
    public void add(Gradients gradients, long validItems) {
        Require.that(validItems >= 1, "GradientAccumulator.add", "the number of valid items", "at least 1", validItems);
        parameters.forEach((name, parameter) -> {
            float[] gradient = gradients.of(parameter);
            if (gradient != null) {
                sums.computeIfAbsent(parameter, unused -> new Sum(parameter.count()))
                        .add(gradient, gradients.rowsOf(parameter), validItems);
            }
        });
        items += validItems;
        batches++;
    }

    /** The number of batches since the last step. */
    public int batches() {
        return batches;
    }

    /** The number of valid items since the last step. */
    public long items() {
        return items;
    }

    /** Forgets everything that was added. */
    public void clear() {
        sums.values().forEach(Sum::clear);
        items = 0;
        batches = 0;
    }

    StepGradients mean() {
        if (batches == 0) {
            throw new IllegalStateException("GradientAccumulator: no gradients were added since the last step");
        }
        float factor = (float) (1.0 / items);
        Map<Parameter, float[]> means = new LinkedHashMap<>();
        sums.forEach((parameter, sum) -> {
            if (!sum.empty) {
                means.put(parameter, scaled(sum.values, factor));
            }
        });
        return new StepGradients() {
            @Override
            public float @Nullable [] of(Parameter parameter) {
                return means.get(parameter);
            }

            @Override
            public @Nullable BitSet rowsOf(Parameter parameter) {
                Sum sum = sums.get(parameter);
                return sum == null ? null : sum.rows;
            }
        };
    }

    // A copy, so that a refused step leaves the sums as they were.
    private static float[] scaled(float[] values, float factor) {
        float[] scaled = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = factor * values[i];
        }
        return scaled;
    }
}
