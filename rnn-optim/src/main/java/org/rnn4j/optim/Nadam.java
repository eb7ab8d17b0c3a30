package org.rnn4j.optim;

import java.util.List;

/**
 * Adam with Nesterov's look-ahead, as in PyTorch's {@code NAdam}. For every element, with value p, gradient g, the
 * learning rate lr = {@code rate} times the schedule's factor, and n the number of this update from 1:
 *
 * <pre>
 * mu_i = beta1 * (1 - 0.5 * 0.96^(i * momentumDecay))
 * M = mu_1 * ... * mu_n
 * d = fma(weightDecay, p, g)
 * m = fma(1 - beta1, d - m, m)
 * v = fma(beta2, v, (1 - beta2) * d * d)
 * u = fma(-lr * (1 - mu_n) / (1 - M), d, -lr * mu_(n+1) / (1 - M * mu_(n+1)) * m)
 * p = p + u / fma(sqrt(v), 1 / sqrt(1 - beta2^n), epsilon)
 * </pre>
 *
 * <p>State: {@code exp_avg} (m) and {@code exp_avg_sq} (v). The product M is computed anew from n; it stops at the first
 * partial product below 2^-60, from where {@code 1 - M} is 1. The scalars are computed in double and rounded to float.
 * Source: Dozat, Incorporating Nesterov momentum into Adam, 2016.
 *
 * @param rate the learning rate, at least 0
 * @param beta1 how slowly the mean of the gradients moves, in [0, 1)
 * @param beta2 how slowly the mean of their squares moves, in [0, 1)
 * @param epsilon what is added to the root of the squares, above 0
 * @param weightDecay the strength of the decay that is added to the gradient, at least 0
 * @param momentumDecay how fast the momentum grows towards beta1, at least 0
 */
public record Nadam(double rate, double beta1, double beta2, double epsilon, double weightDecay, double momentumDecay)
        implements WeightDecaying {
    /** The default learning rate, as in PyTorch; betas and epsilon are {@link Adam}'s. */
    public static final double DEFAULT_RATE = 2e-3;

    /** The default for {@code momentumDecay}, as in PyTorch. */
    public static final double DEFAULT_MOMENTUM_DECAY = 4e-3;

    private static final String MEAN = "exp_avg";
    private static final String SQUARE = "exp_avg_sq";
    private static final double NO_LONGER_SEEN = 0x1p-60;

    /** Checks the ranges. */
    public Nadam {
        AdamStep.check("Nadam", rate, beta1, beta2, epsilon, weightDecay);
        Require.notNegative("Nadam", "the momentum decay", momentumDecay);
    }

    /** NAdam with the defaults. */
    public Nadam() {
        this(DEFAULT_RATE);
    }

    /** NAdam with this learning rate and the defaults. */
    public Nadam(double rate) {
        this(rate, Adam.DEFAULT_BETA1, Adam.DEFAULT_BETA2, Adam.DEFAULT_EPSILON, 0, DEFAULT_MOMENTUM_DECAY);
    }

    /** The same with these averages. */
    public Nadam withBetas(double newBeta1, double newBeta2) {
        return new Nadam(rate, newBeta1, newBeta2, epsilon, weightDecay, momentumDecay);
    }

    /** The same with this epsilon. */
    public Nadam withEpsilon(double newEpsilon) {
        return new Nadam(rate, beta1, beta2, newEpsilon, weightDecay, momentumDecay);
    }

    @Override
    public Nadam withWeightDecay(double newWeightDecay) {
        return new Nadam(rate, beta1, beta2, epsilon, newWeightDecay, momentumDecay);
    }

    /** The same with this momentum decay. */
    public Nadam withMomentumDecay(double newMomentumDecay) {
        return new Nadam(rate, beta1, beta2, epsilon, weightDecay, newMomentumDecay);
    }

    @Override
    public List<String> stateNames() {
        return List.of(MEAN, SQUARE);
    }

    @Override
    public void apply(Step step) {
        double scheduled = rate * step.rateFactor();
        step.slots().forEach(slot -> update(slot, scheduled));
    }

    private void update(Slot slot, double scheduled) {
        long n = slot.update();
        double product = momentumProduct(n);
        double next = momentum(n + 1);
        float ofGradient = (float) (-scheduled * (1 - momentum(n)) / (1 - product));
        float ofMean = (float) (-scheduled * next / (1 - product * next));
        float scale = (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, n)));
        float[] g = slot.gradient();
        float[] m = slot.state(MEAN);
        float[] v = slot.state(SQUARE);
        int count = slot.count();
        slot.parameter().update(p -> update(p, g, m, v, count, ofGradient, ofMean, scale));
    }

    private double momentum(long n) {
        return beta1 * (1 - 0.5 * StrictMath.pow(0.96, n * momentumDecay));
    }

    private double momentumProduct(long n) {
        double product = 1;
        for (long i = 1; i <= n && product >= NO_LONGER_SEEN; i++) {
            product *= momentum(i);
        }
        return product;
    }

    private void update(
            float[] p, float[] g, float[] m, float[] v, int count, float ofGradient, float ofMean, float scale) {
        float decay = (float) weightDecay;
        float newMean = (float) (1 - beta1);
        float oldSquare = (float) beta2;
        float newSquare = (float) (1 - beta2);
        float small = (float) epsilon;
        for (int i = 0; i < count; i++) {
            float d = Math.fma(decay, p[i], g[i]);
            float mean = Math.fma(newMean, d - m[i], m[i]);
            float square = Math.fma(oldSquare, v[i], newSquare * d * d);
            m[i] = mean;
            v[i] = square;
            float move = Math.fma(ofGradient, d, ofMean * mean);
            p[i] = p[i] + move / Math.fma((float) Math.sqrt(square), scale, small);
        }
    }
}
