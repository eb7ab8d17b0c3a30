package org.rnn4j.data.metric;

import java.util.Arrays;
import org.rnn4j.tensor.Metric;
import org.rnn4j.tensor.Tensor;
import org.rnn4j.tensor.TokenBatch;

/**
 * A metric of single examples, applied to every valid step of sequences: padding is left out, and so are steps with an
 * ignored label. Outputs are {@code [time, batch, classes]}, targets the label of each step with the lengths.
 *
 * <pre>{@code
 * Metric<Tensor, TokenBatch> accuracy = PerStep.of(new Accuracy());
 * }</pre>
 */
public final class PerStep implements Metric<Tensor, TokenBatch> {
    private final Metric<Tensor, int[]> metric;
    private final int[] ignored;

    private PerStep(Metric<Tensor, int[]> metric, int[] ignored) {
        this.metric = metric;
        this.ignored = ignored;
    }

    /** The metric over all valid steps; it keeps its name. */
    public static PerStep of(Metric<Tensor, int[]> metric) {
        return new PerStep(metric, new int[0]);
    }

    /** The same without the steps that have one of these labels. */
    public PerStep ignoring(int... labels) {
        return new PerStep(metric, labels.clone());
    }

    @Override
    public String name() {
        return metric.name();
    }

    @Override
    public void add(Tensor outputs, TokenBatch targets) {
        ValidSteps steps = ValidSteps.of("PerStep of " + name(), outputs, targets, ignored);
        if (steps.labels().length > 0) {
            metric.add(steps.outputs(), steps.labels());
        }
    }

    @Override
    public double value() {
        return metric.value();
    }

    @Override
    public boolean higherIsBetter() {
        return metric.higherIsBetter();
    }

    @Override
    public void reset() {
        metric.reset();
    }

    @Override
    public double[] state() {
        return metric.state();
    }

    @Override
    public void restore(double[] state) {
        metric.restore(state);
    }

    /** The metric's name and what is ignored. */
    @Override
    public String toString() {
        return "PerStep[" + name() + (ignored.length == 0 ? "]" : ", ignoring " + Arrays.toString(ignored) + "]");
    }
}
