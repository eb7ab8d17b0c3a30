package org.rnn4j.optim;

import java.util.List;
import org.rnn4j.tensor.Tensor;

/**
 * Stochastic weight averaging (SWA): the equal average of the weights at regular points of training, usually taken with
 * a constant or cyclic learning rate. Stands behind the update, as the last rule of a chain. For every element, with
 * value p after the update, and n the number of this update from 1:
 *
 * <pre>
 * if n is start + k * every with k at least 1:
 *     a = p at k = 1, afterwards fma(1 / k, p - a, a)
 * </pre>
 *
 * <p>State: {@code average} (a). The scalar is computed in double and rounded to float. Source: Izmailov et al., Averaging
 * weights leads to wider optima and better generalization, 2018.
 *
 * @param start how many updates of a parameter are left out, at least 0
 * @param every how many updates lie between two points, at least 1; for one in each epoch, the batches per epoch
 */
public record StochasticWeightAverage(long start, long every) implements Averaging {
    private static final String AVERAGE = "average";

    /** Checks the ranges. */
    public StochasticWeightAverage {
        Require.that(start >= 0, "StochasticWeightAverage", "the start", "at least 0", start);
        Require.that(every >= 1, "StochasticWeightAverage", "the distance of points", "at least 1", every);
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
            float[] a = slot.state(AVERAGE);
            long since = slot.update() - start;
            if (since <= 0 || since % every != 0) {
                continue;
            }
            float[] p = slot.parameter().values();
            long k = since / every;
            if (k == 1) {
                System.arraycopy(p, 0, a, 0, slot.count());
            } else {
                Averages.move(a, p, slot.count(), (float) (1.0 / k));
            }
        }
    }

    @Override
    public boolean isAveraged(Slot slot) {
        return slot.updates() - start >= every;
    }

    @Override
    public Tensor average(Slot slot) {
        if (!isAveraged(slot)) {
            throw new IllegalStateException("StochasticWeightAverage: the first average of " + slot.name()
                    + " is taken at its update " + (start + every) + ", but it had " + slot.updates()
                    + "; train on, or start earlier");
        }
        return Averages.copy(slot, AVERAGE);
    }
}
