package org.rnn4j.optim;

import java.util.Arrays;
import java.util.List;

/**
 * Adagrad, as in PyTorch's {@code Adagrad}. For every element, with value p, gradient g, the learning rate lr = {@code
 * rate} times the schedule's factor, and n the number of this update from 1:
 *
 * <pre>
 * d = fma(weightDecay, p, g)
 * s = fma(d, d, s), where s starts at initialAccumulator
 * p = fma(-lr / (1 + (n - 1) * rateDecay), d / (sqrt(s) + epsilon), p)
 * </pre>
 *
 * <p>State: {@code sum} (s). The scalars are computed in double and rounded to float. Source: Duchi, Hazan and Singer,
 * Adaptive subgradient methods for online learning and stochastic optimization, 2011.
 *
 * @param rate the learning rate, at least 0
 * @param rateDecay how fast the rate falls with the number of updates, at least 0
 * @param weightDecay the strength of the decay that is added to the gradient, at least 0
 * @param initialAccumulator the sum of squares before the first update, at least 0
 * @param epsilon what is added to the root of the sum, above 0
 */
public record Adagrad(double rate, double rateDecay, double weightDecay, double initialAccumulator, double epsilon)
        implements WeightDecaying {
    /** The default learning rate, as in PyTorch. */
    public static final double DEFAULT_RATE = 1e-2;

    /** The default for {@code epsilon}, as in PyTorch. */
    public static final double DEFAULT_EPSILON = 1e-10;

    private static final String SUM = "sum";

    /** Checks the ranges. */
    public Adagrad {
        Require.notNegative("Adagrad", "the rate", rate);
        Require.notNegative("Adagrad", "the rate decay", rateDecay);
        Require.notNegative("Adagrad", "the weight decay", weightDecay);
        Require.notNegative("Adagrad", "the initial accumulator", initialAccumulator);
        Require.epsilon("Adagrad", epsilon);
    }

    /** Adagrad with the defaults. */
    public Adagrad() {
        this(DEFAULT_RATE);
    }

    /** Adagrad with this learning rate and the defaults. */
    public Adagrad(double rate) {
        this(rate, 0, 0, 0, DEFAULT_EPSILON);
    }

    /** The same with this rate decay. */
    public Adagrad withRateDecay(double newRateDecay) {
        return new Adagrad(rate, newRateDecay, weightDecay, initialAccumulator, epsilon);
    }

    @Override
    public Adagrad withWeightDecay(double newWeightDecay) {
        return new Adagrad(rate, rateDecay, newWeightDecay, initialAccumulator, epsilon);
    }

    /** The same with this sum of squares before the first update. */
    public Adagrad withInitialAccumulator(double newInitialAccumulator) {
        return new Adagrad(rate, rateDecay, weightDecay, newInitialAccumulator, epsilon);
    }

    /** The same with this epsilon. */
    public Adagrad withEpsilon(double newEpsilon) {
        return new Adagrad(rate, rateDecay, weightDecay, initialAccumulator, newEpsilon);
    }

    @Override
    public List<String> stateNames() {
        return List.of(SUM);
    }

    @Override
    public void apply(Step step) {
        double scheduled = rate * step.rateFactor();
        for (Slot slot : step.slots()) {
            float move = (float) (-scheduled / (1 + (slot.update() - 1) * rateDecay));
            float[] g = slot.gradient();
            float[] s = slot.state(SUM);
            if (slot.update() == 1) {
                Arrays.fill(s, (float) initialAccumulator);
            }
            int count = slot.count();
            slot.parameter().update(p -> update(p, g, s, count, move));
        }
    }

    private void update(float[] p, float[] g, float[] s, int count, float step) {
        float decay = (float) weightDecay;
        float small = (float) epsilon;
        for (int i = 0; i < count; i++) {
            float d = Math.fma(decay, p[i], g[i]);
            float sum = Math.fma(d, d, s[i]);
            s[i] = sum;
            p[i] = Math.fma(step, d / ((float) Math.sqrt(sum) + small), p[i]);
        }
    }
}
