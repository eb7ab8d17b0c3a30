package org.rnn4j.optim;

import java.util.List;
import org.rnn4j.tensor.Tensor;

/**
 * Averaged stochastic gradient descent, as in PyTorch's {@code ASGD}. For every element, with value p, gradient g, the
 * learning rate lr = {@code rate} times the schedule's factor, and n the number of this update from 1:
 *
 * <pre>
 * eta = lr / (1 + lambda * lr * (n - 1))^power
 * d = fma(weightDecay, p, g)
 * p = fma(-eta, d, fma(-lambda * eta, p, p))
 * mu = 1 / max(1, n - 1 - start)
 * a = p if mu is 1, otherwise fma(mu, p - a, a)
 * </pre>
 *
 * <p>State: {@code ax} (a), the average, which {@link AveragedWeights} puts into the model. The scalars are computed in
 * double and rounded to float. Source: Polyak and Juditsky, Acceleration of stochastic approximation by averaging, 1992;
 * Xu, Towards optimal one pass large scale learning with averaged stochastic gradient descent, 2011 (the rate).
 *
 * @param rate the learning rate, at least 0
 * @param lambda the strength of the decay, which also slows the rate, at least 0
 * @param power how fast the rate falls, at least 0
 * @param start after how many updates averaging begins, at least 0
 * @param weightDecay the strength of the decay that is added to the gradient, at least 0
 */
public record Asgd(double rate, double lambda, double power, double start, double weightDecay)
        implements Averaging, WeightDecaying {
    /** The default learning rate, as in PyTorch. */
    public static final double DEFAULT_RATE = 1e-2;

    /** The default for {@code lambda}, as in PyTorch. */
    public static final double DEFAULT_LAMBDA = 1e-4;

    /** The default for {@code power}, as in PyTorch. */
    public static final double DEFAULT_POWER = 0.75;

    /** The default for {@code start}, as in PyTorch. */
    public static final double DEFAULT_START = 1e6;

    private static final String AVERAGE = "ax";

    /** Checks the ranges. */
    public Asgd {
        Require.notNegative("Asgd", "the rate", rate);
        Require.notNegative("Asgd", "lambda", lambda);
        Require.notNegative("Asgd", "the power", power);
        Require.notNegative("Asgd", "the start", start);
        Require.notNegative("Asgd", "the weight decay", weightDecay);
    }

    /** ASGD with the defaults. */
    public Asgd() {
        this(DEFAULT_RATE);
    }

    /** ASGD with this learning rate and the defaults. */
    public Asgd(double rate) {
        this(rate, DEFAULT_LAMBDA, DEFAULT_POWER, DEFAULT_START, 0);
    }

    /** The same with this lambda. */
    public Asgd withLambda(double newLambda) {
        return new Asgd(rate, newLambda, power, start, weightDecay);
    }

    /** The same with this power. */
    public Asgd withPower(double newPower) {
        return new Asgd(rate, lambda, newPower, start, weightDecay);
    }

    /** The same with averaging from after this number of updates. */
    public Asgd withStart(double newStart) {
        return new Asgd(rate, lambda, power, newStart, weightDecay);
    }

    @Override
    public Asgd withWeightDecay(double newWeightDecay) {
        return new Asgd(rate, lambda, power, start, newWeightDecay);
    }

    @Override
    public List<String> stateNames() {
        return List.of(AVERAGE);
    }

    @Override
    public void apply(Step step) {
        double scheduled = rate * step.rateFactor();
        for (Slot slot : step.slots()) {
            long before = slot.update() - 1;
            double eta = scheduled / StrictMath.pow(1 + lambda * scheduled * before, power);
            float move = (float) -eta;
            float shrink = (float) -(lambda * eta);
            float share = (float) (1 / Math.max(1, before - start));
            float[] g = slot.gradient();
            float[] a = slot.state(AVERAGE);
            int count = slot.count();
            slot.parameter().update(p -> {
                update(p, g, count, move, shrink);
                if (share == 1) {
                    System.arraycopy(p, 0, a, 0, count);
                } else {
                    Averages.move(a, p, count, share);
                }
            });
        }
    }

    private void update(float[] p, float[] g, int count, float move, float shrink) {
        float decay = (float) weightDecay;
        for (int i = 0; i < count; i++) {
            float d = Math.fma(decay, p[i], g[i]);
            p[i] = Math.fma(move, d, Math.fma(shrink, p[i], p[i]));
        }
    }

    @Override
    public Tensor average(Slot slot) {
        return Averages.copy(slot, AVERAGE);
    }
}
