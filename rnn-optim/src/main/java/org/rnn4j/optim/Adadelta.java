package org.rnn4j.optim;

import java.util.List;

/**
 * Adadelta, as in PyTorch's {@code Adadelta}. For every element, with value p, gradient g, and the learning rate lr =
 * {@code rate} times the schedule's factor:
 *
 * <pre>
 * d = fma(weightDecay, p, g)
 * s = fma(rho, s, (1 - rho) * d * d)
 * u = sqrt(a + epsilon) / sqrt(s + epsilon) * d
 * a = fma(rho, a, (1 - rho) * u * u)
 * p = fma(-lr, u, p)
 * </pre>
 *
 * <p>State: {@code square_avg} (s) and {@code acc_delta} (a). The scalars are computed in double and rounded to float.
 * Source: Zeiler, ADADELTA: an adaptive learning rate method, 2012.
 *
 * @param rate what the step is multiplied by, at least 0
 * @param rho how slowly the means of squares move, in [0, 1)
 * @param epsilon what is added to the means before the root, above 0
 * @param weightDecay the strength of the decay that is added to the gradient, at least 0
 */
public record Adadelta(double rate, double rho, double epsilon, double weightDecay) implements WeightDecaying {
    /** The default rate, as in the paper. */
    public static final double DEFAULT_RATE = 1;

    /** The default for {@code rho}, as in PyTorch. */
    public static final double DEFAULT_RHO = 0.9;

    /** The default for {@code epsilon}, as in the paper. */
    public static final double DEFAULT_EPSILON = 1e-6;

    private static final String SQUARE = "square_avg";
    private static final String MOVED = "acc_delta";

    /** Checks the ranges. */
    public Adadelta {
        Require.notNegative("Adadelta", "the rate", rate);
        Require.fraction("Adadelta", "rho", rho);
        Require.epsilon("Adadelta", epsilon);
        Require.notNegative("Adadelta", "the weight decay", weightDecay);
    }

    /** Adadelta with the defaults. */
    public Adadelta() {
        this(DEFAULT_RATE);
    }

    /** Adadelta with this rate and the defaults. */
    public Adadelta(double rate) {
        this(rate, DEFAULT_RHO, DEFAULT_EPSILON, 0);
    }

    /** The same with this rho. */
    public Adadelta withRho(double newRho) {
        return new Adadelta(rate, newRho, epsilon, weightDecay);
    }

    /** The same with this epsilon. */
    public Adadelta withEpsilon(double newEpsilon) {
        return new Adadelta(rate, rho, newEpsilon, weightDecay);
    }

    @Override
    public Adadelta withWeightDecay(double newWeightDecay) {
        return new Adadelta(rate, rho, epsilon, newWeightDecay);
    }

    @Override
    public List<String> stateNames() {
        return List.of(SQUARE, MOVED);
    }

    @Override
    public void apply(Step step) {
        float negativeRate = (float) -(rate * step.rateFactor());
        for (Slot slot : step.slots()) {
            float[] g = slot.gradient();
            float[] s = slot.state(SQUARE);
            float[] a = slot.state(MOVED);
            int count = slot.count();
            slot.parameter().update(p -> update(p, g, s, a, count, negativeRate));
        }
    }

    private void update(float[] p, float[] g, float[] s, float[] a, int count, float negativeRate) {
        float decay = (float) weightDecay;
        float kept = (float) rho;
        float taken = (float) (1 - rho);
        float small = (float) epsilon;
        for (int i = 0; i < count; i++) {
            float d = Math.fma(decay, p[i], g[i]);
            float square = Math.fma(kept, s[i], taken * d * d);
            float move = (float) Math.sqrt(a[i] + small) / (float) Math.sqrt(square + small) * d;
            s[i] = square;
            a[i] = Math.fma(kept, a[i], taken * move * move);
            p[i] = Math.fma(negativeRate, move, p[i]);
        }
    }
}
