package org.rnn4j.optim;

import java.util.List;

/**
 * Adam, as in PyTorch's {@code Adam}. For every element, with value p, gradient g, the learning rate lr = {@code rate}
 * times the schedule's factor, and n the number of this update from 1:
 *
 * <pre>
 * d = fma(weightDecay, p, g)
 * m = fma(1 - beta1, d - m, m)
 * v = fma(beta2, v, (1 - beta2) * d * d)
 * w = v, and with AMSGrad the largest v so far
 * p = fma(-lr / (1 - beta1^n), m / fma(sqrt(w), 1 / sqrt(1 - beta2^n), epsilon), p)
 * </pre>
 *
 * <p>State: {@code exp_avg} (m), {@code exp_avg_sq} (v) and, with AMSGrad, {@code max_exp_avg_sq} (w). The scalars are
 * computed in double and rounded to float. The weight decay here is a penalty in the gradient, which Adam rescales;
 * decay that is independent of the gradient is {@link AdamW}'s. Sources: Kingma and Ba, Adam: a method for stochastic
 * optimization, 2015; Reddi et al., On the convergence of Adam and beyond, 2018 (AMSGrad).
 *
 * @param rate the learning rate, at least 0
 * @param beta1 how slowly the mean of the gradients moves, in [0, 1); a schedule's momentum takes its place
 * @param beta2 how slowly the mean of their squares moves, in [0, 1)
 * @param epsilon what is added to the root of the squares, above 0
 * @param weightDecay the strength of the decay that is added to the gradient, at least 0
 * @param amsgrad whether to divide by the largest mean of squares so far
 */
public record Adam(double rate, double beta1, double beta2, double epsilon, double weightDecay, boolean amsgrad)
        implements WeightDecaying {
    /** The default learning rate, as in the paper. */
    public static final double DEFAULT_RATE = 1e-3;

    /** The default for {@code beta1}, as in the paper. */
    public static final double DEFAULT_BETA1 = 0.9;

    /** The default for {@code beta2}, as in the paper. */
    public static final double DEFAULT_BETA2 = 0.999;

    /** The default for {@code epsilon}, as in the paper. */
    public static final double DEFAULT_EPSILON = 1e-8;

    /** Checks the ranges. */
    public Adam {
        AdamStep.check("Adam", rate, beta1, beta2, epsilon, weightDecay);
    }

    /** Adam with the paper's defaults. */
    public Adam() {
        this(DEFAULT_RATE);
    }

    /** Adam with this learning rate and the paper's defaults. */
    public Adam(double rate) {
        this(rate, DEFAULT_BETA1, DEFAULT_BETA2, DEFAULT_EPSILON, 0, false);
    }

    /** The same with these averages. */
    public Adam withBetas(double newBeta1, double newBeta2) {
        return new Adam(rate, newBeta1, newBeta2, epsilon, weightDecay, amsgrad);
    }

    /** The same with this epsilon. */
    public Adam withEpsilon(double newEpsilon) {
        return new Adam(rate, beta1, beta2, newEpsilon, weightDecay, amsgrad);
    }

    @Override
    public Adam withWeightDecay(double newWeightDecay) {
        return new Adam(rate, beta1, beta2, epsilon, newWeightDecay, amsgrad);
    }

    /** The same as AMSGrad. */
    public Adam withAmsgrad() {
        return new Adam(rate, beta1, beta2, epsilon, weightDecay, true);
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
        AdamStep arithmetic = new AdamStep(scheduled, step.momentum(beta1), beta2, epsilon, 1, weightDecay, amsgrad);
        step.slots().forEach(arithmetic::update);
    }
}
