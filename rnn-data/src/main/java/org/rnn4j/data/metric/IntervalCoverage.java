package org.rnn4j.data.metric;

import java.util.Arrays;
import org.rnn4j.tensor.Metric;
import org.rnn4j.tensor.Tensor;

/**
 * The part of the targets that lie inside their predicted intervals, bounds included: {@code coverage}. An interval from
 * the 10 % to the 90 % quantile should have 0.8; more is not better, so compare it with what was promised. {@link
 * #meanWidth} tells how wide the intervals are.
 */
public final class IntervalCoverage implements Metric<IntervalCoverage.Interval, Tensor> {
    private long inside;
    private long count;
    private double widths;

    /**
     * Predicted intervals.
     *
     * @param low the lower bounds
     * @param high the upper bounds, of the same shape
     */
    public record Interval(Tensor low, Tensor high) {
        /** Checks that the shapes are equal. */
        public Interval {
            if (!Arrays.equals(low.shape(), high.shape())) {
                throw new IllegalArgumentException("Interval: expected bounds of one shape, but got "
                        + Arrays.toString(low.shape()) + " and " + Arrays.toString(high.shape()));
            }
        }
    }

    @Override
    public String name() {
        return "coverage";
    }

    @Override
    public void add(Interval interval, Tensor targets) {
        boolean[] mask = new boolean[targets.count()];
        Arrays.fill(mask, true);
        add(interval, targets, mask);
    }

    /** Adds the elements where the mask is true; it has one entry per element, row-major. */
    public void add(Interval interval, Tensor targets, boolean[] mask) {
        if (!Arrays.equals(interval.low().shape(), targets.shape()) || mask.length != targets.count()) {
            throw new IllegalArgumentException("IntervalCoverage: expected bounds with the targets' shape "
                    + Arrays.toString(targets.shape()) + " and a mask with an entry for each element, but got "
                    + Arrays.toString(interval.low().shape()) + " and " + mask.length + " entries");
        }
        for (int i = 0; i < mask.length; i++) {
            if (mask[i]) {
                addElement(interval.low().values()[i], interval.high().values()[i], targets.values()[i], i);
            }
        }
    }

    private void addElement(float low, float high, float target, int place) {
        if (!(low <= high) || !Float.isFinite(target)) {
            throw new IllegalArgumentException("IntervalCoverage: expected finite targets and bounds in order, but"
                    + " element " + place + " is " + target + " in " + low + " to " + high);
        }
        inside += low <= target && target <= high ? 1 : 0;
        widths += (double) high - low;
        count++;
    }

    @Override
    public double value() {
        return (double) inside / count;
    }

    /** The mean distance of the bounds; NaN if nothing was added. */
    public double meanWidth() {
        return widths / count;
    }

    /** Neither more nor less is better as such; of two models that promise as much, the larger figure is safer. */
    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public void reset() {
        inside = 0;
        count = 0;
        widths = 0;
    }

    @Override
    public double[] state() {
        return new double[] {inside, count, widths};
    }

    @Override
    public void restore(double[] state) {
        if (state.length != 3) {
            throw new IllegalArgumentException("IntervalCoverage.restore: expected 3 numbers, but got " + state.length
                    + "; is it another metric's state?");
        }
        inside = (long) state[0];
        count = (long) state[1];
        widths = state[2];
    }
}
