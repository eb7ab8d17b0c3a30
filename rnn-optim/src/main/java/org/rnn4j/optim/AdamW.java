package org.rnn4j.optim;

import java.util.List;

/**
 * Adam with decoupled weight decay, as in PyTorch's {@code AdamW}. For every element, with value p, gradient g, the
 * learning rate lr = {@code rate} times the schedule's factor, and n the number of this update from 1:
 *
 * <pre>
 * q = (1 - lr * weightDecay) * p
 * m = fma(1 - beta1, g - m, m)
 * v = fma(beta2, v, (1 - beta2) * g * g)
 * w = v, and with AMSGrad the largest v so far
 * p = fma(-lr / (1 - beta1^n), m / fma(sqrt(w), 1 / sqrt(1 - beta2^n), epsilon), q)
 * </pre>
 *
 * <p>The decay follows the schedule, and biases decay too. State: {@code exp_avg} (m), {@code exp_avg_sq} (v) and, with
 * AMSGrad, {@code max_exp_avg_sq} (w). The scalars are computed in double and rounded to float. Source: Loshchilov and
 * Hutter, Decoupled weight decay regularization, 2019.
 *
 * @param rate the learning rate, at least 0
 * @param beta1 how slowly the mean of the gradients moves, in [0, 1); a schedule's momentum takes its place
 * @param beta2 how slowly the mean of their squares moves, in [0, 1)
 * @param epsilon what is added to the root of the squares, above 0
 * @param weightDecay the share of the value, times the rate, that is taken away in each step, at least 0
 * @param amsgrad whether to divide by the largest mean of squares so far
 */
public record AdamW(double rate, double beta1, double beta2, double epsilon, double weightDecay, boolean amsgrad)
        implements WeightDecaying {
    /** The default weight decay, as in PyTorch; the other defaults are {@link Adam}'s. */
    public static final double DEFAULT_WEIGHT_DECAY = 1e-2;

    /** Checks the ranges. */
    public AdamW {
        AdamStep.check("AdamW", rate, beta1, beta2, epsilon, weightDecay);
    }

    /** AdamW with the defaults. */
    public AdamW() {
        this(Adam.DEFAULT_RATE);
    }

    /** AdamW with this learning rate and the defaults. */
    public AdamW(double rate) {
        this(rate, Adam.DEFAULT_BETA1, Adam.DEFAULT_BETA2, Adam.DEFAULT_EPSILON, DEFAULT_WEIGHT_DECAY, false);
    }

    /** The same with these averages. */
    public AdamW withBetas(double newBeta1, double newBeta2) {
        return new AdamW(rate, newBeta1, newBeta2, epsilon, weightDecay, amsgrad);
    }

    /** The same with this epsilon. */
    public AdamW withEpsilon(double newEpsilon) {
        return new AdamW(rate, beta1, beta2, newEpsilon, weightDecay, amsgrad);
    }

    @Override
    public AdamW withWeightDecay(double newWeightDecay) {
        return new AdamW(rate, beta1, beta2, epsilon, newWeightDecay, amsgrad);
    }

    /** The same as AMSGrad. */
    public AdamW withAmsgrad() {
        return new AdamW(rate, beta1, beta2, epsilon, weightDecay, true);
    }

    @Override
    public List<String> stateNames() {
        return AdamStep.stateNames(amsgrad);
    }

    @Override
    public boolean takesMomentum() {
        return true;
    }

    @Override
    public void apply(Step step) {
        double scheduled = rate * step.rateFactor();
        double kept = 1 - scheduled * weightDecay;
        AdamStep arithmetic = new AdamStep(scheduled, step.momentum(beta1), beta2, epsilon, kept, 0, amsgrad);
        step.slots().forEach(arithmetic::update);
    }
}
