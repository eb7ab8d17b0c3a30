package org.rnn4j.data.metric;

import java.util.Arrays;
import org.rnn4j.tensor.Metric;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

/**
 * The negative log-likelihood of a step whose features are independent yes/no questions, {@code nll}: the binary
 * cross-entropy in nats, added over the features and averaged over the valid steps. This is the figure that is published
 * for polyphonic music. Outputs are logits {@code [time, batch, feature]}, targets from 0 to 1.
 */
public final class StepLogLoss implements Metric<Tensor, SeriesBatch> {
    private double sum;
    private long steps;

    @Override
    public String name() {
        return "nll";
    }

    @Override
    public void add(Tensor logits, SeriesBatch targets) {
        if (!Arrays.equals(logits.shape(), targets.values().shape())) {
            throw new IllegalArgumentException("StepLogLoss: expected logits with the targets' shape "
                    + Arrays.toString(targets.values().shape()) + ", but got " + Arrays.toString(logits.shape()));
        }
        for (int t = 0; t < targets.time(); t++) {
            for (int b = 0; b < targets.batch(); b++) {
                if (t < targets.lengths().get(b)) {
                    addStep(logits.values(), targets.values().values(), t * targets.batch() + b, targets.features());
                }
            }
        }
    }

    private void addStep(float[] logits, float[] targets, int row, int features) {
        for (int i = row * features; i < (row + 1) * features; i++) {
            double x = logits[i];
            double t = targets[i];
            if (!Double.isFinite(x) || !(t >= 0 && t <= 1)) {
                throw new IllegalArgumentException("StepLogLoss: expected finite logits and targets from 0 to 1, but"
                        + " element " + i + " has the logit " + logits[i] + " and the target " + targets[i]);
            }
            sum += Math.max(x, 0) - x * t + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
        }
        steps++;
    }

    @Override
    public double value() {
        return steps == 0 ? Double.NaN : sum / steps;
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    public void reset() {
        sum = 0;
        steps = 0;
    }

    @Override
    public double[] state() {
        return new double[] {sum, steps};
    }

    @Override
    public void restore(double[] state) {
        if (state.length != 2) {
            throw new IllegalArgumentException("StepLogLoss.restore: expected 2 numbers, but got " + state.length
                    + "; is it another metric's state?");
        }
        sum = state[0];
        steps = (long) state[1];
    }
}
