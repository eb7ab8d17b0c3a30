package org.rnn4j.optim;

import java.util.List;

/**
 * Clipping of the gradient of each parameter by its own norm, as PyTorch's {@code clip_grad_norm_} called for one
 * parameter after the other: a gradient is shortened, its direction kept, if its norm is above a maximum. The direction
 * of all gradients together changes; {@link ClipNorm} keeps it.
 *
 * <pre>
 * norm = sum|g|, or sqrt(sum g^2), or max|g| over all elements of the gradient of one parameter
 * c = maximum / (norm + 1e-6)
 * g = c * g if c is below 1
 * </pre>
 *
 * <p>The norms are computed in double; the largest, before clipping, is reported as {@link #LARGEST_GRADIENT_NORM}. A
 * gradient that is not finite is refused, before anything is changed, with a {@link NonFiniteException} that names the
 * parameter. Clipping treats exploding gradients only; it cannot help vanishing ones.
 *
 * @param maximum the largest norm that is let through, above 0; infinity only measures
 * @param order which norm: 1, 2 or infinity
 */
public record ClipParameterNorm(double maximum, double order) implements Rule {
    /** The name under which the largest of the norms is reported. */
    public static final String LARGEST_GRADIENT_NORM = "largest_gradient_norm";

    /** Checks the ranges. */
    public ClipParameterNorm {
        Require.that(maximum > 0, "ClipParameterNorm", "the maximum", "above 0", maximum);
        GradientNorm.requireOrder("ClipParameterNorm", order);
    }

    @Override
    public boolean updates() {
        return false;
    }

    @Override
    public void apply(Step step) {
        List<Slot> slots = step.slots();
        double[] norms = new double[slots.size()];
        double largest = 0;
        for (int i = 0; i < norms.length; i++) {
            norms[i] = GradientNorm.of(slots.get(i), order);
            largest = Math.max(largest, norms[i]);
        }
        if (!Double.isFinite(largest)) {
            FiniteGradients.require("ClipParameterNorm", slots);
        }
        step.report(LARGEST_GRADIENT_NORM, largest);
        for (int i = 0; i < norms.length; i++) {
            double coefficient = maximum / (norms[i] + GradientNorm.MARGIN);
            if (coefficient < 1) {
                GradientNorm.scale(slots.get(i), (float) coefficient);
            }
        }
    }
}
