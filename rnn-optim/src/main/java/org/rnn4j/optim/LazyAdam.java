package org.rnn4j.optim;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adam that leaves alone the rows of a table that no example of the batch looked up, as PyTorch's {@code SparseAdam}:
 * their values and averages stay as they are, where {@link Adam} would let them coast. Saves most of the time on a large
 * embedding. This is another rule than Adam, with other results. For every element of a row that was touched, with value
 * p, gradient g, the learning rate lr = {@code rate} times the schedule's factor, and n the number of this update of the
 * parameter, not of the row, from 1:
 *
 * <pre>
 * m = fma(1 - beta1, g - m, m)
 * v = fma(beta2, v, (1 - beta2) * g * g)
 * p = fma(-lr / (1 - beta1^n), m / fma(sqrt(v), 1 / sqrt(1 - beta2^n), epsilon), p)
 * </pre>
 *
 * <p>Parameters whose {@link Slot#rows} are not known, and tables with a penalty or another use in the same loss, have
 * all rows updated, as by Adam, bit for bit. There is no weight decay, as it would touch every row. State: {@code exp_avg}
 * (m) and {@code exp_avg_sq} (v). The scalars are computed in double and rounded to float. Source: Kingma and Ba, Adam: a
 * method for stochastic optimization, 2015.
 *
 * @param rate the learning rate, at least 0
 * @param beta1 how slowly the mean of the gradients moves, in [0, 1); a schedule's momentum takes its place
 * @param beta2 how slowly the mean of their squares moves, in [0, 1)
 * @param epsilon what is added to the root of the squares, above 0
 */
public record LazyAdam(double rate, double beta1, double beta2, double epsilon) implements Rule {
    /** Checks the ranges. */
    public LazyAdam {
        AdamStep.check("LazyAdam", rate, beta1, beta2, epsilon, 0);
    }

    /** Lazy Adam with the defaults, which are {@link Adam}'s. */
    public LazyAdam() {
        this(Adam.DEFAULT_RATE);
    }

    /** Lazy Adam with this learning rate and the defaults. */
    public LazyAdam(double rate) {
        this(rate, Adam.DEFAULT_BETA1, Adam.DEFAULT_BETA2, Adam.DEFAULT_EPSILON);
    }

    /** The same with these averages. */
    public LazyAdam withBetas(double newBeta1, double newBeta2) {
        return new LazyAdam(rate, newBeta1, newBeta2, epsilon);
    }

    /** The same with this epsilon. */
    public LazyAdam withEpsilon(double newEpsilon) {
        return new LazyAdam(rate, beta1, beta2, newEpsilon);
    }

    @Override
    public List<String> stateNames() {
        return AdamStep.stateNames(false);
    }

    @Override
    public boolean takesMomentum() {
        return true;
    }

    @Override
    public void apply(Step step) {
        AdamStep arithmetic = new AdamStep(rate * step.rateFactor(), step.momentum(beta1), beta2, epsilon, 1, 0, false);
        for (Slot slot : step.slots()) {
            @Nullable BitSet rows = slot.rows();
            if (rows == null) {
                arithmetic.update(slot);
            } else {
                arithmetic.updateRows(slot, rows);
            }
        }
    }
}
