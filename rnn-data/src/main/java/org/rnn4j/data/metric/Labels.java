package org.rnn4j.data.metric;

import org.rnn4j.tensor.Tensor;

/** Checks of outputs and labels. */
final class Labels {
    private Labels() {}

    /** The classes the outputs decide for, after checking that the labels fit them. */
    static int[] predictions(String owner, Tensor outputs, int[] labels) {
        int[] predictions = Argmax.rows(outputs);
        if (predictions.length != labels.length) {
            throw new IllegalArgumentException(owner + ": expected one label for each of the " + predictions.length
                    + " rows of outputs, but got " + labels.length + " labels");
        }
        for (int b = 0; b < labels.length; b++) {
            requireClass(owner, "label " + b, labels[b], outputs.size(1));
        }
        return predictions;
    }

    /** Checks that outputs are {@code [batch, classes]} without NaN and that there is a label in range for each row. */
    static void requireFit(String owner, Tensor outputs, int[] labels, int leastClasses) {
        Argmax.rows(outputs);
        if (outputs.size(0) != labels.length) {
            throw new IllegalArgumentException(owner + ": expected one label for each of the " + outputs.size(0)
                    + " rows of outputs, but got " + labels.length + " labels");
        }
        if (outputs.size(1) > 1 && outputs.size(1) < leastClasses) {
            throw new IllegalArgumentException(
                    owner + ": expected outputs for at least " + leastClasses + " classes, but got " + outputs.size(1));
        }
        for (int b = 0; b < labels.length; b++) {
            requireClass(owner, "label " + b, labels[b], Math.max(outputs.size(1), leastClasses));
        }
    }

    static void requireClass(String owner, String what, int label, int classes) {
        if (label < 0 || label >= classes) {
            throw new IllegalArgumentException(
                    owner + ": expected " + what + " from 0 to " + (classes - 1) + ", but got " + label);
        }
    }
}
