package org.rnn4j.data.metric;

import org.rnn4j.tensor.Metric;
import org.rnn4j.tensor.Tensor;

/**
 * The part of all examples whose largest output, by {@link Argmax}, is that of their label. Outputs are
 * {@code [batch, classes]}.
 */
public final class Accuracy implements Metric<Tensor, int[]> {
    private long correct;
    private long examples;

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public void add(Tensor outputs, int[] labels) {
        int[] predictions = Labels.predictions("Accuracy", outputs, labels);
        for (int b = 0; b < labels.length; b++) {
            correct += predictions[b] == labels[b] ? 1 : 0;
        }
        examples += labels.length;
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
            throw new IllegalArgumentException("Accuracy.restore: expected 2 numbers, but got " + state.length
                    + "; is it another metric's state?");
        }
        correct = (long) state[0];
        examples = (long) state[1];
    }
}
