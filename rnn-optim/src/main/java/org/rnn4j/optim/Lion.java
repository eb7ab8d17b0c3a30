package org.rnn4j.optim;

import java.util.List;

/**
 * Lion: every element moves by the rate, in the direction of a momentum's sign. For every element, with value p,
 * gradient g, and the learning rate lr = {@code rate} times the schedule's factor:
 *
 * <pre>
 * c = fma(beta1, m, (1 - beta1) * g)
 * p = fma(-lr, sign(c), fma(-lr * weightDecay, p, p))
 * m = fma(beta2, m, (1 - beta2) * g)
 * </pre>
 *
 * <p>The decay is decoupled, as {@link AdamW}'s; biases decay too. The paper advises a rate 3 to 10 times smaller than
 * AdamW's, and a decay as many times stronger. State: {@code exp_avg} (m). The scalars are computed in double and
 * rounded to float. Source: Chen et al., Symbolic discovery of optimization algorithms, 2023, algorithm 2.
 *
 * @param rate the learning rate, at least 0
 * @param beta1 how much of the momentum is in the direction, in [0, 1)
 * @param beta2 how slowly the momentum moves, in [0, 1)
 * @param weightDecay the share of the value, times the rate, that is taken away in each step, at least 0
 */
public record Lion(double rate, double beta1, double beta2, double weightDecay) implements WeightDecaying {
    /** The default learning rate, as in the authors' code. */
    public static final double DEFAULT_RATE = 1e-4;

    /** The default for {@code beta1}, as in the paper. */
    public static final double DEFAULT_BETA1 = 0.9;

    /** The default for {@code beta2}, as in the paper. */
    public static final double DEFAULT_BETA2 = 0.99;

    private static final String MEAN = "exp_avg";

    /** Checks the ranges. */
    public Lion {
        Require.notNegative("Lion", "the rate", rate);
        Require.fraction("Lion", "beta1", beta1);
        Require.fraction("Lion", "beta2", beta2);
        Require.notNegative("Lion", "the weight decay", weightDecay);
    }

    /** Lion with the defaults. */
    public Lion() {
        this(DEFAULT_RATE);
    }

    /** Lion with this learning rate and the defaults. */
    public Lion(double rate) {
        this(rate, DEFAULT_BETA1, DEFAULT_BETA2, 0);
    }

    /** The same with these averages. */
    public Lion withBetas(double newBeta1, double newBeta2) {
        return new Lion(rate, newBeta1, newBeta2, weightDecay);
    }

    @Override
    public Lion withWeightDecay(double newWeightDecay) {
        return new Lion(rate, beta1, beta2, newWeightDecay);
    }

    @Override
    public List<String> stateNames() {
        return List.of(MEAN);
    }

    @Override
    public void apply(Step step) {
        double scheduled = rate * step.rateFactor();
        float negativeRate = (float) -scheduled;
        float negativeDecay = (float) -(scheduled * weightDecay);
        for (Slot slot : step.slots()) {
            float[] g = slot.gradient();
            float[] m = slot.state(MEAN);
            int count = slot.count();
            slot.parameter().update(p -> update(p, g, m, count, negativeRate, negativeDecay));
        }
    }

    private void update(float[] p, float[] g, float[] m, int count, float negativeRate, float negativeDecay) {
        float oldDirection = (float) beta1;
        float newDirection = (float) (1 - beta1);
        float oldMean = (float) beta2;
        float newMean = (float) (1 - beta2);
        for (int i = 0; i < count; i++) {
            float c = Math.fma(oldDirection, m[i], newDirection * g[i]);
            m[i] = Math.fma(oldMean, m[i], newMean * g[i]);
            p[i] = Math.fma(negativeRate, Math.signum(c), Math.fma(negativeDecay, p[i], p[i]));
        }
    }
}
