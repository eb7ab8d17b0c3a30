package org.rnn4j.optim;

import java.util.ArrayList;
import java.util.List;

/**
 * RMSprop, as in PyTorch's {@code RMSprop}. For every element, with value p, gradient g, and the learning rate lr =
 * {@code rate} times the schedule's factor:
 *
 * <pre>
 * d = fma(weightDecay, p, g)
 * plain:    v = fma(alpha, v, (1 - alpha) * d * d)
 * centered: c = d - m
 *           v = alpha * fma((1 - alpha) * c, c, v)
 *           m = fma(1 - alpha, c, m)
 * u = d / (sqrt(v) + epsilon)
 * without momentum: p = fma(-lr, u, p)
 * with momentum:    b = fma(momentum, b, u)
 *                   p = fma(-lr, b, p)
 * </pre>
 *
 * <p>State: {@code square_avg} (v), or with centering {@code variance} (v) and {@code grad_avg} (m); with momentum also
 * {@code momentum_buffer} (b). The centered form keeps the variance itself, which equals PyTorch's mean of squares minus
 * squared mean, but cannot become negative by rounding. The scalars are computed in double and rounded to float.
 * Sources: Tieleman and Hinton, Lecture 6.5 - RMSProp, 2012; Graves, Generating sequences with recurrent neural
 * networks, 2013 (centered).
 *
 * @param rate the learning rate, at least 0
 * @param alpha how slowly the means move, in [0, 1)
 * @param epsilon what is added to the root, above 0
 * @param weightDecay the strength of the decay that is added to the gradient, at least 0
 * @param momentum how much of the last direction is kept, in [0, 1); if above 0, a schedule's momentum takes its place
 * @param centered whether to divide by the deviation instead of the root of the squares
 */
public record RmsProp(double rate, double alpha, double epsilon, double weightDecay, double momentum, boolean centered)
        implements WeightDecaying {
    /** The default learning rate, as in PyTorch. */
    public static final double DEFAULT_RATE = 1e-2;

    /** The default for {@code alpha}, as in PyTorch. */
    public static final double DEFAULT_ALPHA = 0.99;

    /** The default for {@code epsilon}, as in PyTorch. */
    public static final double DEFAULT_EPSILON = 1e-8;

    private static final String SQUARE = "square_avg";
    private static final String VARIANCE = "variance";
    private static final String MEAN = "grad_avg";
    private static final String BUFFER = "momentum_buffer";

    /** Checks the ranges. */
    public RmsProp {
        Require.notNegative("RmsProp", "the rate", rate);
        Require.fraction("RmsProp", "alpha", alpha);
        Require.epsilon("RmsProp", epsilon);
        Require.notNegative("RmsProp", "the weight decay", weightDecay);
        Require.fraction("RmsProp", "the momentum", momentum);
    }

    /** RMSprop with the defaults. */
    public RmsProp() {
        this(DEFAULT_RATE);
    }

    /** RMSprop with this learning rate and the defaults. */
    public RmsProp(double rate) {
        this(rate, DEFAULT_ALPHA, DEFAULT_EPSILON, 0, 0, false);
    }

    /** The same with this alpha. */
    public RmsProp withAlpha(double newAlpha) {
        return new RmsProp(rate, newAlpha, epsilon, weightDecay, momentum, centered);
    }

    /** The same with this epsilon. */
    public RmsProp withEpsilon(double newEpsilon) {
        return new RmsProp(rate, alpha, newEpsilon, weightDecay, momentum, centered);
    }

    @Override
    public RmsProp withWeightDecay(double newWeightDecay) {
        return new RmsProp(rate, alpha, epsilon, newWeightDecay, momentum, centered);
    }

    /** The same with this momentum. */
    public RmsProp withMomentum(double newMomentum) {
        return new RmsProp(rate, alpha, epsilon, weightDecay, newMomentum, centered);
    }

    /** The same, centered. */
    public RmsProp withCentering() {
        return new RmsProp(rate, alpha, epsilon, weightDecay, momentum, true);
    }

    @Override
    public List<String> stateNames() {
        List<String> names = new ArrayList<>(centered ? List.of(VARIANCE, MEAN) : List.of(SQUARE));
        if (momentum != 0) {
            names.add(BUFFER);
        }
        return names;
    }

    @Override
    public boolean takesMomentum() {
        return momentum > 0;
    }

    @Override
    public void apply(Step step) {
        float negativeRate = (float) -(rate * step.rateFactor());
        float keptMove = (float) step.momentum(momentum);
        step.slots().forEach(slot -> update(slot, negativeRate, keptMove));
    }

    private void update(Slot slot, float negativeRate, float keptMove) {
        float[] g = slot.gradient();
        int count = slot.count();
        if (centered) {
            float[] v = slot.state(VARIANCE);
            float[] m = slot.state(MEAN);
            if (momentum == 0) {
                slot.parameter().update(p -> centered(p, g, v, m, count, negativeRate));
            } else {
                float[] b = slot.state(BUFFER);
                slot.parameter().update(p -> centered(p, g, v, m, b, count, negativeRate, keptMove));
            }
        } else {
            float[] v = slot.state(SQUARE);
            if (momentum == 0) {
                slot.parameter().update(p -> plain(p, g, v, count, negativeRate));
            } else {
                float[] b = slot.state(BUFFER);
                slot.parameter().update(p -> plain(p, g, v, b, count, negativeRate, keptMove));
            }
        }
    }

    private void plain(float[] p, float[] g, float[] v, int count, float negativeRate) {
        float decay = (float) weightDecay;
        float kept = (float) alpha;
        float taken = (float) (1 - alpha);
        float small = (float) epsilon;
        for (int i = 0; i < count; i++) {
            float d = Math.fma(decay, p[i], g[i]);
            float square = Math.fma(kept, v[i], taken * d * d);
            v[i] = square;
            p[i] = Math.fma(negativeRate, d / ((float) Math.sqrt(square) + small), p[i]);
        }
    }

    private void plain(float[] p, float[] g, float[] v, float[] b, int count, float negativeRate, float keptMove) {
        float decay = (float) weightDecay;
        float kept = (float) alpha;
        float taken = (float) (1 - alpha);
        float small = (float) epsilon;
        for (int i = 0; i < count; i++) {
            float d = Math.fma(decay, p[i], g[i]);
            float square = Math.fma(kept, v[i], taken * d * d);
            float move = Math.fma(keptMove, b[i], d / ((float) Math.sqrt(square) + small));
            v[i] = square;
            b[i] = move;
            p[i] = Math.fma(negativeRate, move, p[i]);
        }
    }

    private void centered(float[] p, float[] g, float[] v, float[] m, int count, float negativeRate) {
        float decay = (float) weightDecay;
        float kept = (float) alpha;
        float taken = (float) (1 - alpha);
        float small = (float) epsilon;
        for (int i = 0; i < count; i++) {
            float d = Math.fma(decay, p[i], g[i]);
            float c = d - m[i];
            float variance = kept * Math.fma(taken * c, c, v[i]);
            v[i] = variance;
            m[i] = Math.fma(taken, c, m[i]);
            p[i] = Math.fma(negativeRate, d / ((float) Math.sqrt(variance) + small), p[i]);
        }
    }

    private void centered(
            float[] p, float[] g, float[] v, float[] m, float[] b, int count, float negativeRate, float keptMove) {
        float decay = (float) weightDecay;
        float kept = (float) alpha;
        float taken = (float) (1 - alpha);
        float small = (float) epsilon;
        for (int i = 0; i < count; i++) {
            float d = Math.fma(decay, p[i], g[i]);
            float c = d - m[i];
            float variance = kept * Math.fma(taken * c, c, v[i]);
            float move = Math.fma(keptMove, b[i], d / ((float) Math.sqrt(variance) + small));
            v[i] = variance;
            m[i] = Math.fma(taken, c, m[i]);
            b[i] = move;
            p[i] = Math.fma(negativeRate, move, p[i]);
        }
    }
}
