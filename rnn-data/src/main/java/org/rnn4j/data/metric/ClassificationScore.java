package org.rnn4j.data.metric;

import java.util.function.ToDoubleFunction;
import org.rnn4j.tensor.Metric;
import org.rnn4j.tensor.Tensor;

/** A figure of a {@link ConfusionMatrix} as a metric of its own, which defines it. */
public final class ClassificationScore implements Metric<Tensor, int[]> {
    private final String name;
    private final ConfusionMatrix matrix;
    private final ToDoubleFunction<ConfusionMatrix> figure;

    private ClassificationScore(String name, int classes, ToDoubleFunction<ConfusionMatrix> figure) {
        this.name = name;
        this.figure = figure;
        matrix = new ConfusionMatrix(classes);
    }

    /** {@link ConfusionMatrix#macroPrecision()}, named {@code macroPrecision}. */
    public static ClassificationScore macroPrecision(int classes) {
        return new ClassificationScore("macroPrecision", classes, ConfusionMatrix::macroPrecision);
    }

    /** {@link ConfusionMatrix#macroRecall()}, named {@code macroRecall}. */
    public static ClassificationScore macroRecall(int classes) {
        return new ClassificationScore("macroRecall", classes, ConfusionMatrix::macroRecall);
    }

    /** {@link ConfusionMatrix#macroF1()}, named {@code macroF1}. */
    public static ClassificationScore macroF1(int classes) {
        return new ClassificationScore("macroF1", classes, ConfusionMatrix::macroF1);
    }

    /** {@link ConfusionMatrix#microF1()}, named {@code microF1}. */
    public static ClassificationScore microF1(int classes) {
        return new ClassificationScore("microF1", classes, ConfusionMatrix::microF1);
    }

    /** {@link ConfusionMatrix#precision(int)} of one class, named {@code precision} with the class behind it. */
    public static ClassificationScore precision(int classes, int label) {
        return ofClass("precision_", classes, label, matrix -> matrix.precision(label));
    }

    /** {@link ConfusionMatrix#recall(int)} of one class, named {@code recall} with the class behind it. */
    public static ClassificationScore recall(int classes, int label) {
        return ofClass("recall_", classes, label, matrix -> matrix.recall(label));
    }

    /** {@link ConfusionMatrix#f1(int)} of one class, named {@code f1} with the class behind it. */
    public static ClassificationScore f1(int classes, int label) {
        return ofClass("f1_", classes, label, matrix -> matrix.f1(label));
    }

    private static ClassificationScore ofClass(
            String name, int classes, int label, ToDoubleFunction<ConfusionMatrix> figure) {
        Labels.requireClass("ClassificationScore", "a label", label, classes);
        return new ClassificationScore(
                name + label, classes, matrix -> matrix.total() == 0 ? Double.NaN : figure.applyAsDouble(matrix));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void add(Tensor outputs, int[] labels) {
        matrix.add(outputs, labels);
    }

    @Override
    public double value() {
        return figure.applyAsDouble(matrix);
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public void reset() {
        matrix.reset();
    }

    @Override
    public double[] state() {
        return matrix.state();
    }

    @Override
    public void restore(double[] state) {
        matrix.restore(state);
    }
}
