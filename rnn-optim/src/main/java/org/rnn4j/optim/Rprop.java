package org.rnn4j.optim;

import java.util.Arrays;
import java.util.List;

/**
 * Resilient backpropagation, as in PyTorch's {@code Rprop}: looks at signs only. For whole-batch gradients; on small
 * batches the signs are too noisy. For every element, with value p and gradient g:
 *
 * <pre>
 * c = sign(g) * sign(b), where b starts at 0
 * s = s * growth if c is 1, s * shrink if c is -1, not below smallest and not above largest; s starts at rate
 * d = 0 if c is -1, otherwise g
 * p = fma(-f * s, sign(d), p), with f the schedule's factor
 * b = d
 * </pre>
 *
 * <p>State: {@code prev} (b) and {@code step_size} (s). The scalars are rounded to float. Source: Riedmiller and Braun,
 * A direct adaptive method for faster backpropagation learning: the RPROP algorithm, 1993; without backtracking, as
 * iRprop- of Igel and Huesken, 2000.
 *
 * @param rate the size of the first step of every element, at least 0
 * @param shrink what a step is multiplied by after a change of sign, above 0 and below 1
 * @param growth what a step is multiplied by after the same sign, above 1
 * @param smallest the smallest step, at least 0
 * @param largest the largest step, at least the smallest
 */
public record Rprop(double rate, double shrink, double growth, double smallest, double largest) implements Rule {
    /** The default size of the first step, as in PyTorch. */
    public static final double DEFAULT_RATE = 1e-2;

    /** The default for {@code shrink}, as in the paper. */
    public static final double DEFAULT_SHRINK = 0.5;

    /** The default for {@code growth}, as in the paper. */
    public static final double DEFAULT_GROWTH = 1.2;

    /** The default for {@code smallest}, as in PyTorch. */
    public static final double DEFAULT_SMALLEST = 1e-6;

    /** The default for {@code largest}, as in the paper. */
    public static final double DEFAULT_LARGEST = 50;

    private static final String PREVIOUS = "prev";
    private static final String SIZE = "step_size";

    /** Checks the ranges. */
    public Rprop {
        Require.notNegative("Rprop", "the rate", rate);
        Require.that(shrink > 0 && shrink < 1, "Rprop", "shrink", "above 0 and below 1", shrink);
        Require.that(growth > 1 && growth < Double.POSITIVE_INFINITY, "Rprop", "growth", "finite and above 1", growth);
        Require.notNegative("Rprop", "the smallest step", smallest);
        Require.that(
                largest >= smallest && largest < Double.POSITIVE_INFINITY,
                "Rprop",
                "the largest step",
                "finite and at least the smallest, which is " + smallest,
                largest);
    }

    /** Rprop with the defaults. */
    public Rprop() {
        this(DEFAULT_RATE);
    }

    /** Rprop with this first step and the defaults. */
    public Rprop(double rate) {
        this(rate, DEFAULT_SHRINK, DEFAULT_GROWTH, DEFAULT_SMALLEST, DEFAULT_LARGEST);
    }

    /** The same with these changes of the step. */
    public Rprop withFactors(double newShrink, double newGrowth) {
        return new Rprop(rate, newShrink, newGrowth, smallest, largest);
    }

    /** The same with these bounds of the step. */
    public Rprop withSteps(double newSmallest, double newLargest) {
        return new Rprop(rate, shrink, growth, newSmallest, newLargest);
    }

    @Override
    public List<String> stateNames() {
        return List.of(PREVIOUS, SIZE);
    }

    @Override
    public void apply(Step step) {
        float negativeFactor = (float) -step.rateFactor();
        for (Slot slot : step.slots()) {
            float[] g = slot.gradient();
            float[] b = slot.state(PREVIOUS);
            float[] s = slot.state(SIZE);
            if (slot.update() == 1) {
                Arrays.fill(s, (float) rate);
            }
            int count = slot.count();
            slot.parameter().update(p -> update(p, g, b, s, count, negativeFactor));
        }
    }

    private void update(float[] p, float[] g, float[] b, float[] s, int count, float negativeFactor) {
        float smaller = (float) shrink;
        float larger = (float) growth;
        float low = (float) smallest;
        float high = (float) largest;
        for (int i = 0; i < count; i++) {
            // Not the sign of g * b, which is 0 when the product is too small for a float.
            float c = Math.signum(g[i]) * Math.signum(b[i]);
            float size = s[i] * (c > 0 ? larger : c < 0 ? smaller : 1f);
            size = size < low ? low : size;
            size = size > high ? high : size;
            float d = c < 0 ? 0f : g[i];
            s[i] = size;
            b[i] = d;
            p[i] = Math.fma(negativeFactor * size, Math.signum(d), p[i]);
        }
    }
}
