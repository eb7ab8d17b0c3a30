package org.rnn4j.optim;

/**
 * Clipping of every element of the gradients by itself, as PyTorch's {@code clip_grad_value_}: {@code g = bound} if g
 * is above it, {@code -bound} if g is below that. This changes the direction; {@link ClipNorm} keeps it.
 *
 * <p>A gradient that is not finite is refused, before anything is changed, with a {@link NonFiniteException} that names
 * the parameter.
 *
 * @param bound the largest absolute value, above 0 and finite
 */
public record ClipValue(double bound) implements Rule {
    /** Checks the range. */
    public ClipValue {
        Require.positive("ClipValue", "the bound", bound);
    }

    @Override
    public boolean updates() {
        return false;
    }

    @Override
    public void apply(Step step) {
        FiniteGradients.require("ClipValue", step.slots());
        float largest = (float) bound;
        step.slots().forEach(slot -> clip(slot.gradient(), slot.count(), largest));
    }

    private static void clip(float[] g, int count, float bound) {
        for (int i = 0; i < count; i++) {
            float value = g[i];
            value = value > bound ? bound : value;
            g[i] = value < -bound ? -bound : value;
        }
    }
}
