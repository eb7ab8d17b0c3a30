package org.rnn4j.optim;

import java.util.List;
import org.rnn4j.kernel.Reductions;

/**
 * Clipping of the gradients by their global norm, as PyTorch's {@code clip_grad_norm_}: all gradients together are one
 * vector, which is shortened, its direction kept, if its norm is above a maximum.
 *
 * <pre>
 * norm = sum|g|, or sqrt(sum g^2), or max|g| over all elements of all gradients
 * c = maximum / (norm + 1e-6)
 * g = c * g if c is below 1
 * </pre>
 *
 * <p>The norm is computed in double and reported as {@link #GRADIENT_NORM} before clipping. A gradient that is not
 * finite is refused, before anything is changed, with a {@link NonFiniteException} that names the parameter. Clipping
 * treats exploding gradients only; it cannot help vanishing ones. Source: Pascanu, Mikolov and Bengio, On the difficulty
 * of training recurrent neural networks, 2013.
 *
 * @param maximum the largest norm that is let through, above 0; infinity only measures
 * @param order which norm: 1, 2 or infinity
 */
public record ClipNorm(double maximum, double order) implements Rule {
    /** The name under which the norm is reported. */
    public static final String GRADIENT_NORM = "gradient_norm";

    private static final double MARGIN = 1e-6;

    /** Checks the ranges. */
    public ClipNorm {
        Hyper.require(maximum > 0, "ClipNorm", "the maximum", "above 0", maximum);
        Hyper.require(
                order == 1 || order == 2 || order == Double.POSITIVE_INFINITY,
                "ClipNorm",
                "the order",
                "1, 2 or infinity",
                order);
    }

    /** Clips the Euclidean norm (2). */
    public static ClipNorm global(double maximum) {
        return global(maximum, 2);
    }

    /** Clips the norm of this order: 1, 2 or infinity. */
    public static ClipNorm global(double maximum, double order) {
        return new ClipNorm(maximum, order);
    }

    @Override
    public void apply(Step step) {
        double norm = norm(step.slots());
        if (!Double.isFinite(norm)) {
            FiniteGradients.require("ClipNorm", step.slots());
        }
        step.report(GRADIENT_NORM, norm);
        double coefficient = maximum / (norm + MARGIN);
        if (coefficient < 1) {
            float factor = (float) coefficient;
            step.slots().forEach(slot -> scale(slot.gradient(), slot.count(), factor));
        }
    }

    private double norm(List<Slot> slots) {
        if (order == Double.POSITIVE_INFINITY) {
            double largest = 0;
            for (Slot slot : slots) {
                largest = Math.max(largest, largest(slot.gradient(), slot.count()));
            }
            return largest;
        }
        double sum = 0;
        for (Slot slot : slots) {
            float[] g = slot.gradient();
            int count = slot.count();
            sum += order == 1 ? Reductions.sum(g, 0, count, Math::abs) : Reductions.sumOfSquares(g, 0, count);
        }
        return order == 1 ? sum : Math.sqrt(sum);
    }

    private static float largest(float[] g, int count) {
        float largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, Math.abs(g[i]));
        }
        return largest;
    }

    private static void scale(float[] g, int count, float factor) {
        for (int i = 0; i < count; i++) {
            g[i] = factor * g[i];
        }
    }
}
