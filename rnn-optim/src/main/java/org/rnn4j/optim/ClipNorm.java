package org.rnn4j.optim;

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

    /** Checks the ranges. */
    public ClipNorm {
        Require.that(maximum > 0, "ClipNorm", "the maximum", "above 0", maximum);
        GradientNorm.requireOrder("ClipNorm", order);
    }

    /** Clips the Euclidean norm (2). */
    public static ClipNorm global(double maximum) {
        return global(maximum, 2);
    }

    /** Clips the norm of this order: 1, 2 or infinity. */
    public static ClipNorm global(double maximum, double order) {
        return new ClipNorm(maximum, order);
    }

    /** Clips the Euclidean norm of the gradient of each parameter by itself. */
    public static ClipParameterNorm perParameter(double maximum) {
        return perParameter(maximum, 2);
    }

    /** Clips the norm of this order of the gradient of each parameter by itself. */
    public static ClipParameterNorm perParameter(double maximum, double order) {
        return new ClipParameterNorm(maximum, order);
    }

    @Override
    public boolean updates() {
        return false;
    }

    @Override
    public void apply(Step step) {
        double norm = GradientNorm.of(step.slots(), order);
        if (!Double.isFinite(norm)) {
            FiniteGradients.require("ClipNorm", step.slots());
        }
        step.report(GRADIENT_NORM, norm);
        double coefficient = maximum / (norm + GradientNorm.MARGIN);
        if (coefficient < 1) {
            float factor = (float) coefficient;
            step.slots().forEach(slot -> GradientNorm.scale(slot, factor));
        }
    }
}
