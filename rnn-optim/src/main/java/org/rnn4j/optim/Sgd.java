package org.rnn4j.optim;

import java.util.List;

/**
 * Stochastic gradient descent, with momentum, as in PyTorch's {@code SGD}. For every element, with value p, gradient g,
 * the learning rate lr = {@code rate} times the schedule's factor, and n the number of this update from 1:
 *
 * <pre>
 * d = fma(weightDecay, p, g)
 * without momentum: u = d
 * with momentum:    b = d at n = 1, afterwards fma(momentum, b, (1 - dampening) * d)
 *                   u = b, and with Nesterov's look-ahead fma(momentum, b, d)
 * p = fma(-lr, u, p)
 * </pre>
 *
 * <p>State: {@code momentum_buffer} (b), with momentum only. The scalars are computed in double and rounded to float.
 * Source: Sutskever et al., On the importance of initialization and momentum in deep learning, 2013.
 *
 * @param rate the learning rate, at least 0
 * @param momentum how much of the last direction is kept, in [0, 1); if it is above 0, a schedule's momentum takes its
 *     place
 * @param dampening how much of the new direction is left out, in [0, 1)
 * @param nesterov whether to look ahead along the momentum; needs momentum, and no dampening
 * @param weightDecay the strength of the decay that is added to the gradient, at least 0
 */
public record Sgd(double rate, double momentum, double dampening, boolean nesterov, double weightDecay)
        implements WeightDecaying {
    private static final String BUFFER = "momentum_buffer";

    /** Checks the ranges. */
    public Sgd {
        Require.notNegative("Sgd", "the rate", rate);
        Require.fraction("Sgd", "the momentum", momentum);
        Require.fraction("Sgd", "the dampening", dampening);
        Require.notNegative("Sgd", "the weight decay", weightDecay);
        if (nesterov && (momentum == 0 || dampening != 0)) {
            throw new IllegalArgumentException("Sgd: Nesterov's look-ahead needs a momentum above 0 and no dampening,"
                    + " but the momentum is " + momentum + " and the dampening " + dampening);
        }
    }

    /** Plain gradient descent. */
    public Sgd(double rate) {
        this(rate, 0, 0, false, 0);
    }

    /** The same with this momentum, without look-ahead. */
    public Sgd withMomentum(double newMomentum) {
        return new Sgd(rate, newMomentum, dampening, false, weightDecay);
    }

    /** The same with this momentum and Nesterov's look-ahead. */
    public Sgd withNesterovMomentum(double newMomentum) {
        return new Sgd(rate, newMomentum, dampening, true, weightDecay);
    }

    /** The same with this dampening. */
    public Sgd withDampening(double newDampening) {
        return new Sgd(rate, momentum, newDampening, nesterov, weightDecay);
    }

    @Override
    public Sgd withWeightDecay(double newWeightDecay) {
        return new Sgd(rate, momentum, dampening, nesterov, newWeightDecay);
    }

    @Override
    public List<String> stateNames() {
        return momentum == 0 ? List.of() : List.of(BUFFER);
    }

    @Override
    public boolean takesMomentum() {
        return momentum > 0;
    }

    @Override
    public void apply(Step step) {
        float negativeRate = (float) -(rate * step.rateFactor());
        float kept = (float) step.momentum(momentum);
        for (Slot slot : step.slots()) {
            float[] g = slot.gradient();
            int count = slot.count();
            if (momentum == 0) {
                slot.parameter().update(p -> plain(p, g, count, negativeRate));
            } else {
                float[] b = slot.state(BUFFER);
                boolean first = slot.update() == 1;
                slot.parameter().update(p -> withMomentum(p, g, b, count, negativeRate, kept, first));
            }
        }
    }

    private void plain(float[] p, float[] g, int count, float negativeRate) {
        float decay = (float) weightDecay;
        for (int i = 0; i < count; i++) {
            float d = Math.fma(decay, p[i], g[i]);
            p[i] = Math.fma(negativeRate, d, p[i]);
        }
    }

    private void withMomentum(
            float[] p, float[] g, float[] b, int count, float negativeRate, float scheduled, boolean first) {
        float decay = (float) weightDecay;
        // At the first update the buffer holds zeros, and b = d is momentum 0 without dampening.
        float kept = first ? 0f : scheduled;
        float taken = first ? 1f : (float) (1 - dampening);
        if (nesterov) {
            lookAhead(p, g, b, count, negativeRate, decay, kept, taken, scheduled);
            return;
        }
        for (int i = 0; i < count; i++) {
            float d = Math.fma(decay, p[i], g[i]);
            float next = Math.fma(kept, b[i], taken * d);
            b[i] = next;
            p[i] = Math.fma(negativeRate, next, p[i]);
        }
    }

    private void lookAhead(
            float[] p,
            float[] g,
            float[] b,
            int count,
            float negativeRate,
            float decay,
            float kept,
            float taken,
            float ahead) {
        for (int i = 0; i < count; i++) {
            float d = Math.fma(decay, p[i], g[i]);
            float next = Math.fma(kept, b[i], taken * d);
            b[i] = next;
            p[i] = Math.fma(negativeRate, Math.fma(ahead, next, d), p[i]);
        }
    }
}
