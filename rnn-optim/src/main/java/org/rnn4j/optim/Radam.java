package org.rnn4j.optim;

import java.util.List;

/**
 * Rectified Adam, as in PyTorch's {@code RAdam}: divides by the root of the squares only once their mean can be trusted.
 * For every element, with value p, gradient g, the learning rate lr = {@code rate} times the schedule's factor, and n
 * the number of this update from 1:
 *
 * <pre>
 * d = fma(weightDecay, p, g)
 * m = fma(1 - beta1, d - m, m)
 * v = fma(beta2, v, (1 - beta2) * d * d)
 * a = -lr / (1 - beta1^n)
 * R = 2 / (1 - beta2) - 1
 * r = R - 2 * n * beta2^n / (1 - beta2^n)
 * if r is above 5: p = fma(a * c * sqrt(1 - beta2^n), m / (sqrt(v) + epsilon), p)
 *                  with c = sqrt((r - 4) * (r - 2) * R / ((R - 4) * (R - 2) * r))
 * otherwise:       p = fma(a, m, p)
 * </pre>
 *
 * <p>State: {@code exp_avg} (m) and {@code exp_avg_sq} (v). The scalars are computed in double and rounded to float.
 * Source: Liu et al., On the variance of the adaptive learning rate and beyond, 2020.
 *
 * @param rate the learning rate, at least 0
 * @param beta1 how slowly the mean of the gradients moves, in [0, 1); a schedule's momentum takes its place
 * @param beta2 how slowly the mean of their squares moves, in [0, 1)
 * @param epsilon what is added to the root of the squares, above 0
 * @param weightDecay the strength of the decay that is added to the gradient, at least 0
 */
public record Radam(double rate, double beta1, double beta2, double epsilon, double weightDecay)
        implements WeightDecaying {
    private static final String MEAN = "exp_avg";
    private static final String SQUARE = "exp_avg_sq";
    private static final double TRUSTED = 5;

    /** Checks the ranges. */
    public Radam {
        AdamStep.check("Radam", rate, beta1, beta2, epsilon, weightDecay);
    }

    /** RAdam with the defaults, which are {@link Adam}'s. */
    public Radam() {
        this(Adam.DEFAULT_RATE);
    }

    /** RAdam with this learning rate and the defaults. */
    public Radam(double rate) {
        this(rate, Adam.DEFAULT_BETA1, Adam.DEFAULT_BETA2, Adam.DEFAULT_EPSILON, 0);
    }

    /** The same with these averages. */
    public Radam withBetas(double newBeta1, double newBeta2) {
        return new Radam(rate, newBeta1, newBeta2, epsilon, weightDecay);
    }

    /** The same with this epsilon. */
    public Radam withEpsilon(double newEpsilon) {
        return new Radam(rate, beta1, beta2, newEpsilon, weightDecay);
    }

    @Override
    public Radam withWeightDecay(double newWeightDecay) {
        return new Radam(rate, beta1, beta2, epsilon, newWeightDecay);
    }

    @Override
    public List<String> stateNames() {
        return List.of(MEAN, SQUARE);
    }

    @Override
    public boolean takesMomentum() {
        return true;
    }

    @Override
    public void apply(Step step) {
        double scheduled = rate * step.rateFactor();
        double scheduledBeta1 = step.momentum(beta1);
        step.slots().forEach(slot -> update(slot, scheduled, scheduledBeta1));
    }

    private void update(Slot slot, double scheduled, double scheduledBeta1) {
        double n = slot.update(); // exact up to 2^53
        double unbiased = -scheduled / (1 - StrictMath.pow(scheduledBeta1, n));
        double power = StrictMath.pow(beta2, n);
        double limit = 2 / (1 - beta2) - 1;
        double length = limit - 2 * n * power / (1 - power);
        float[] g = slot.gradient();
        float[] m = slot.state(MEAN);
        float[] v = slot.state(SQUARE);
        int count = slot.count();
        float newMean = (float) (1 - scheduledBeta1);
        if (length > TRUSTED) {
            double rectification =
                    Math.sqrt((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length));
            float rectified = (float) (unbiased * rectification * Math.sqrt(1 - power));
            slot.parameter().update(p -> rectified(p, g, m, v, count, newMean, rectified));
        } else {
            slot.parameter().update(p -> unadapted(p, g, m, v, count, newMean, (float) unbiased));
        }
    }

    private void rectified(float[] p, float[] g, float[] m, float[] v, int count, float newMean, float step) {
        float decay = (float) weightDecay;
        float oldSquare = (float) beta2;
        float newSquare = (float) (1 - beta2);
        float small = (float) epsilon;
        for (int i = 0; i < count; i++) {
            float d = Math.fma(decay, p[i], g[i]);
            float mean = Math.fma(newMean, d - m[i], m[i]);
            float square = Math.fma(oldSquare, v[i], newSquare * d * d);
            m[i] = mean;
            v[i] = square;
            p[i] = Math.fma(step, mean / ((float) Math.sqrt(square) + small), p[i]);
        }
    }

    private void unadapted(float[] p, float[] g, float[] m, float[] v, int count, float newMean, float step) {
        float decay = (float) weightDecay;
        float oldSquare = (float) beta2;
        float newSquare = (float) (1 - beta2);
        for (int i = 0; i < count; i++) {
            float d = Math.fma(decay, p[i], g[i]);
            float mean = Math.fma(newMean, d - m[i], m[i]);
            m[i] = mean;
            v[i] = Math.fma(oldSquare, v[i], newSquare * d * d);
            p[i] = Math.fma(step, mean, p[i]);
        }
    }
}
