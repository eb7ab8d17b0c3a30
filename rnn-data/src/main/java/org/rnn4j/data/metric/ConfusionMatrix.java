package org.rnn4j.data.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.rnn4j.tensor.Metric;
import org.rnn4j.tensor.Tensor;

/**
 * How often each class was taken for each other, and the figures that follow from it. As a metric its figure is the
 * accuracy. Outputs are {@code [batch, classes]} and decide by {@link Argmax}.
 *
 * <p>Per class c, with TP the examples of c predicted as c, FP those of other classes predicted as c and FN those of c
 * predicted as another class:
 *
 * <pre>
 * precision = TP / (TP + FP)          recall = TP / (TP + FN)          F1 = 2 TP / (2 TP + FP + FN)
 * </pre>
 *
 * <p>A figure whose denominator is 0 (a class never predicted, or without examples) is 0. A macro figure is the plain
 * mean over all classes of the matrix, those without examples included; a micro figure takes TP, FP and FN of all classes
 * together, which for one label per example makes precision, recall and F1 equal to the accuracy. Figures over nothing
 * are NaN.
 */
public final class ConfusionMatrix implements Metric<Tensor, int[]> {
    private final int classes;
    private final long[] counts;

    /** An empty matrix for this number of classes. */
    public ConfusionMatrix(int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException("ConfusionMatrix: expected at least 1 class, but got " + classes);
        }
        this.classes = classes;
        counts = new long[Tensor.elementCount(classes, classes)];
    }

    /**
     * One kind of error.
     *
     * @param label the class the examples belong to
     * @param prediction the class they were taken for
     * @param count how many examples
     */
    public record Confusion(int label, int prediction, long count) {}

    @Override
    public String name() {
        return "accuracy";
    }

    @Override
    public void add(Tensor outputs, int[] labels) {
        int[] predictions = Labels.predictions("ConfusionMatrix", outputs, labels);
        if (outputs.size(1) != classes) {
            throw new IllegalArgumentException("ConfusionMatrix: expected outputs for " + classes
                    + " classes, but got shape " + Arrays.toString(outputs.shape()));
        }
        for (int b = 0; b < labels.length; b++) {
            add(labels[b], predictions[b]);
        }
    }

    /** Adds one example. */
    public void add(int label, int prediction) {
        Labels.requireClass("ConfusionMatrix", "a label", label, classes);
        Labels.requireClass("ConfusionMatrix", "a prediction", prediction, classes);
        counts[label * classes + prediction]++;
    }

    /** The accuracy. */
    @Override
    public double value() {
        return accuracy();
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public void reset() {
        Arrays.fill(counts, 0);
    }

    @Override
    public double[] state() {
        return Arrays.stream(counts).asDoubleStream().toArray(); // exact up to 2^53 examples
    }

    @Override
    public void restore(double[] state) {
        if (state.length != counts.length) {
            throw new IllegalArgumentException("ConfusionMatrix.restore: expected " + counts.length + " counts for "
                    + classes + " classes, but got " + state.length);
        }
        Arrays.setAll(counts, i -> (long) state[i]);
    }

    /** The number of classes. */
    public int classes() {
        return classes;
    }

    /** How many examples of a class were predicted as a class. */
    public long count(int label, int prediction) {
        Labels.requireClass("ConfusionMatrix", "a label", label, classes);
        Labels.requireClass("ConfusionMatrix", "a prediction", prediction, classes);
        return counts[label * classes + prediction];
    }

    /** All counts: a row per label, a column per prediction. */
    public long[][] counts() {
        long[][] rows = new long[classes][];
        for (int label = 0; label < classes; label++) {
            rows[label] = Arrays.copyOfRange(counts, label * classes, (label + 1) * classes);
        }
        return rows;
    }

    /** The number of examples. */
    public long total() {
        return Arrays.stream(counts).sum();
    }

    /** The number of examples of a class: TP + FN. */
    public long examples(int label) {
        long sum = 0;
        for (int prediction = 0; prediction < classes; prediction++) {
            sum += count(label, prediction);
        }
        return sum;
    }

    /** The number of examples predicted as a class: TP + FP. */
    public long predictions(int prediction) {
        long sum = 0;
        for (int label = 0; label < classes; label++) {
            sum += count(label, prediction);
        }
        return sum;
    }

    private long correct() {
        long sum = 0;
        for (int label = 0; label < classes; label++) {
            sum += count(label, label);
        }
        return sum;
    }

    /** The part of all examples that were predicted as their own class. */
    public double accuracy() {
        return (double) correct() / total();
    }

    /** The precision of a class. */
    public double precision(int label) {
        return ratio(count(label, label), predictions(label));
    }

    /** The recall of a class. */
    public double recall(int label) {
        return ratio(count(label, label), examples(label));
    }

    /** The F1 figure of a class, the harmonic mean of its precision and recall. */
    public double f1(int label) {
        return ratio(2 * count(label, label), examples(label) + predictions(label));
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /** The mean precision of the classes. */
    public double macroPrecision() {
        return mean(this::precision);
    }

    /** The mean recall of the classes, also called balanced accuracy. */
    public double macroRecall() {
        return mean(this::recall);
    }

    /** The mean F1 figure of the classes. */
    public double macroF1() {
        return mean(this::f1);
    }

    private double mean(java.util.function.IntToDoubleFunction figure) {
        if (total() == 0) {
            return Double.NaN;
        }
        double sum = 0;
        for (int label = 0; label < classes; label++) {
            sum += figure.applyAsDouble(label);
        }
        return sum / classes;
    }

    /** The precision of all classes together, equal to the accuracy. */
    public double microPrecision() {
        return accuracy();
    }

    /** The recall of all classes together, equal to the accuracy. */
    public double microRecall() {
        return accuracy();
    }

    /** The F1 figure of all classes together, equal to the accuracy. */
    public double microF1() {
        return accuracy();
    }

    /** The most frequent errors, at most {@code limit}: by count, then label, then prediction; none with count 0. */
    public List<Confusion> mostConfused(int limit) {
        List<Confusion> errors = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            for (int prediction = 0; prediction < classes; prediction++) {
                long count = count(label, prediction);
                if (label != prediction && count > 0) {
                    errors.add(new Confusion(label, prediction, count));
                }
            }
        }
        errors.sort(Comparator.comparingLong(Confusion::count).reversed()); // stable: equal counts stay by label
        return List.copyOf(errors.subList(0, Math.min(limit, errors.size())));
    }
}
