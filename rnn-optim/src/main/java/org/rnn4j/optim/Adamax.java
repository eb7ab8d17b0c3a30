package org.rnn4j.optim;

import java.util.List;

/**
 * Adam with the infinity norm, as in PyTorch's {@code Adamax}. For every element, with value p, gradient g, the learning
 * rate lr = {@code rate} times the schedule's factor, and n the number of this update from 1:
 *
 * <pre>
 * d = fma(weightDecay, p, g)
 * m = fma(1 - beta1, d - m, m)
 * u = max(beta2 * u, |d| + epsilon)
 * p = fma(-lr / (1 - beta1^n), m / u, p)
 * </pre>
 *
 * <p>State: {@code exp_avg} (m) and {@code exp_inf} (u). The scalars are computed in double and rounded to float.
 * Source: Kingma and Ba, Adam: a method for stochastic optimization, 2015, section 7.1.
 *
 * @param rate the learning rate, at least 0
 * @param beta1 how slowly the mean of the gradients moves, in [0, 1); a schedule's momentum takes its place
 * @param beta2 how slowly the largest gradient is forgotten, in [0, 1)
 * @param epsilon what is added to the size of a gradient, above 0
 * @param weightDecay the strength of the decay that is added to the gradient, at least 0
 */
public record Adamax(double rate, double beta1, double beta2, double epsilon, double weightDecay)
        implements WeightDecaying {
    /** The default learning rate, as in the paper; the other defaults are {@link Adam}'s. */
    public static final double DEFAULT_RATE = 2e-3;

    private static final String MEAN = "exp_avg";
    private static final String LARGEST = "exp_inf";

    /** Checks the ranges. */
    public Adamax {
        AdamStep.check("Adamax", rate, beta1, beta2, epsilon, weightDecay);
    }

    /** Adamax with the defaults. */
    public Adamax() {
        this(DEFAULT_RATE);
    }

    /** Adamax with this learning rate and the defaults. */
    public Adamax(double rate) {
        this(rate, Adam.DEFAULT_BETA1, Adam.DEFAULT_BETA2, Adam.DEFAULT_EPSILON, 0);
    }

    /** The same with these averages. */
    public Adamax withBetas(double newBeta1, double newBeta2) {
        return new Adamax(rate, newBeta1, newBeta2, epsilon, weightDecay);
    }

    /** The same with this epsilon. */
    public Adamax withEpsilon(double newEpsilon) {
        return new Adamax(rate, beta1, beta2, newEpsilon, weightDecay);
    }

    @Override
    public Adamax withWeightDecay(double newWeightDecay) {
        return new Adamax(rate, beta1, beta2, epsilon, newWeightDecay);
    }

    @Override
    public List<String> stateNames() {
        return List.of(MEAN, LARGEST);
    }

    @Override
    public boolean takesMomentum() {
        return true;
    }

    @Override
    public void apply(Step step) {
        double scheduled = rate * step.rateFactor();
        double scheduledBeta1 = step.momentum(beta1);
        float newMean = (float) (1 - scheduledBeta1);
        for (Slot slot : step.slots()) {
            float move = (float) (-scheduled / (1 - StrictMath.pow(scheduledBeta1, slot.update())));
            float[] g = slot.gradient();
            float[] m = slot.state(MEAN);
            float[] u = slot.state(LARGEST);
            int count = slot.count();
            slot.parameter().update(p -> update(p, g, m, u, count, newMean, move));
        }
    }

    private void update(float[] p, float[] g, float[] m, float[] u, int count, float newMean, float step) {
        float decay = (float) weightDecay;
        float kept = (float) beta2;
        float small = (float) epsilon;
        for (int i = 0; i < count; i++) {
            float d = Math.fma(decay, p[i], g[i]);
            float mean = Math.fma(newMean, d - m[i], m[i]);
            float largest = Math.max(kept * u[i], Math.abs(d) + small);
            m[i] = mean;
            u[i] = largest;
            p[i] = Math.fma(step, mean / largest, p[i]);
        }
    }
}
