package org.rnn4j.data.metric;

import java.util.Arrays;
import org.rnn4j.tensor.Metric;
import org.rnn4j.tensor.Tensor;

/**
 * The part of all examples whose label is among the k largest outputs. Outputs are {@code [batch, classes]}; of equal ones
 * the first counts as larger, so that k = 1 is {@link Accuracy}.
 */
public final class TopKAccuracy implements Metric<Tensor, int[]> {
    private final int k;
    private long correct;
    private long examples;

    /** The part among the {@code k} largest, named {@code top} with k behind it. */
    public TopKAccuracy(int k) {
        if (k < 1) {
            throw new IllegalArgumentException("TopKAccuracy: expected a k of at least 1, but got " + k);
        }
        this.k = k;
    }

    @Override
    public String name() {
        return "top" + k;
    }

    @Override
    public void add(Tensor outputs, int[] labels) {
        Labels.predictions("TopKAccuracy", outputs, labels);
        int classes = outputs.size(1);
        for (int b = 0; b < labels.length; b++) {
            correct += rank(outputs.values(), b * classes, classes, labels[b]) < k ? 1 : 0;
        }
        examples += labels.length;
    }

    /** How many classes come before the label. */
    private static int rank(float[] values, int from, int classes, int label) {
        float own = values[from + label];
        int before = 0;
        for (int i = 0; i < classes; i++) {
            float value = values[from + i];
            before += value > own || value == own && i < label ? 1 : 0;
        }
        return before;
    }

    @Override
    public double value() {
        return (double) correct / examples;
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public void reset() {
        correct = 0;
        examples = 0;
    }

    @Override
    public double[] state() {
        return new double[] {correct, examples};
    }

    @Override
    public void restore(double[] state) {
        if (state.length != 2) {
            throw new IllegalArgumentException("TopKAccuracy.restore: expected 2 numbers, but got "
                    + Arrays.toString(state) + "; is it another metric's state?");
        }
        correct = (long) state[0];
        examples = (long) state[1];
    }
}
