package org.rnn4j.optim;

import java.util.List;
import org.rnn4j.tensor.Tensor;

/**
 * The exponential moving average of the weights (EMA). Stands behind the update, as the last rule of a chain:
 *
 * <pre>{@code
 * Rule.chain(ClipNorm.global(1), new Adam(1e-3), ExponentialAverage.of(0.999))
 * }</pre>
 *
 * <p>For every element, with value p after the update, and n the number of this update from 1:
 *
 * <pre>
 * without bias correction: a = p at n = 1, afterwards fma(1 - decay, p - a, a); the average is a
 * with bias correction:    a = fma(1 - decay, p - a, a) from a = 0;             the average is a * (1 / (1 - decay^n))
 * </pre>
 *
 * <p>Without correction the first weights keep a share of decay^(n - 1); with it all have their due share from the start.
 * State: {@code average} (a). The scalars are computed in double and rounded to float. Sources: Polyak and Juditsky,
 * Acceleration of stochastic approximation by averaging, 1992; Kingma and Ba, Adam, 2015, section 7.2 (correction).
 *
 * @param decay how slowly the average moves, in [0, 1)
 * @param biasCorrected whether the first weights have no more than their share
 */
public record ExponentialAverage(double decay, boolean biasCorrected) implements Averaging {
    private static final String AVERAGE = "average";

    /** Checks the range. */
    public ExponentialAverage {
        Require.fraction("ExponentialAverage", "the decay", decay);
    }

    /** The average that starts as a copy of the first weights. */
    public static ExponentialAverage of(double decay) {
        return new ExponentialAverage(decay, false);
    }

    /** The same with bias correction. */
    public ExponentialAverage withBiasCorrection() {
        return new ExponentialAverage(decay, true);
    }

    @Override
    public boolean updates() {
        return false;
    }

    @Override
    public List<String> stateNames() {
        return List.of(AVERAGE);
    }

    @Override
    public void apply(Step step) {
        for (Slot slot : step.slots()) {
            float[] p = slot.parameter().values();
            float[] a = slot.state(AVERAGE);
            if (slot.update() == 1 && !biasCorrected) {
                System.arraycopy(p, 0, a, 0, slot.count());
            } else {
                Averages.move(a, p, slot.count(), (float) (1 - decay));
            }
        }
    }

    @Override
    public Tensor average(Slot slot) {
        Tensor average = Averages.copy(slot, AVERAGE);
        if (biasCorrected) {
            float correction = (float) (1 / (1 - StrictMath.pow(decay, slot.updates())));
            float[] values = average.values();
            for (int i = 0; i < values.length; i++) {
                values[i] *= correction;
            }
        }
        return average;
    }
}
