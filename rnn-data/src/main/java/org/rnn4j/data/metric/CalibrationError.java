package org.rnn4j.data.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rnn4j.tensor.Metric;
import org.rnn4j.tensor.Tensor;

/**
 * The expected calibration error: how far a classifier's confidence is from its accuracy (Naeini, Cooper and Hauskrecht
 * 2015; Guo et al. 2017). Outputs are {@code [batch, classes]} and decide by {@link Argmax}; the confidence is the
 * probability of the class decided for.
 *
 * <pre>
 * error = sum over bins of (examples in the bin / all examples) |accuracy in the bin - mean confidence in the bin|
 * </pre>
 *
 * <p>The bins divide (0, 1] into equal parts, each with its upper end.
 */
public final class CalibrationError implements Metric<Tensor, int[]> {
    /** How many bins there are unless a number is given: that of Guo et al. */
    public static final int DEFAULT_BINS = 15;

    private static final int FIGURES = 3;

    private final int bins;
    private final boolean logits;
    private final long[] examples;
    private final long[] correct;
    private final double[] confidence;

    private CalibrationError(int bins, boolean logits) {
        if (bins < 1) {
            throw new IllegalArgumentException("CalibrationError: expected at least 1 bin, but got " + bins);
        }
        this.bins = bins;
        this.logits = logits;
        examples = new long[bins];
        correct = new long[bins];
        confidence = new double[bins];
    }

    /**
     * The examples of similar confidence.
     *
     * @param from the lower end of the bin, outside of it
     * @param to the upper end of the bin
     * @param examples how many there are
     * @param accuracy the part of them that was predicted right; NaN if there are none
     * @param confidence their mean confidence; NaN if there are none
     */
    public record Bin(double from, double to, long examples, double accuracy, double confidence) {}

    /** For outputs that a softmax makes probabilities of. */
    public static CalibrationError ofLogits(int bins) {
        return new CalibrationError(bins, true);
    }

    /** For outputs that are probabilities, from 0 to 1. */
    public static CalibrationError ofProbabilities(int bins) {
        return new CalibrationError(bins, false);
    }

    @Override
    public String name() {
        return "calibrationError";
    }

    @Override
    public void add(Tensor outputs, int[] labels) {
        int[] predictions = Labels.predictions("CalibrationError", outputs, labels);
        int classes = outputs.size(1);
        for (int b = 0; b < labels.length; b++) {
            double one = confidence(outputs.values(), b, classes, predictions[b]);
            int bin = bin(one);
            examples[bin]++;
            correct[bin] += predictions[b] == labels[b] ? 1 : 0;
            confidence[bin] += one;
        }
    }

    /** Where a confidence belongs: an upper end belongs to the bin below it. */
    private int bin(double one) {
        int below = (int) (one * bins);
        return Math.max(0, below == one * bins ? below - 1 : below);
    }

    private double confidence(float[] outputs, int row, int classes, int chosen) {
        if (logits) {
            return Softmax.probability(outputs, row * classes, classes, chosen);
        }
        float probability = outputs[row * classes + chosen];
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("CalibrationError: expected probabilities from 0 to 1, but row " + row
                    + " has " + probability + "; use ofLogits for outputs of a model without softmax");
        }
        return probability;
    }

    /** The error over everything added since the last reset. */
    @Override
    public double value() {
        long all = Arrays.stream(examples).sum();
        double sum = all == 0 ? Double.NaN : 0;
        for (int bin = 0; bin < bins; bin++) {
            sum += Math.abs(correct[bin] - confidence[bin]);
        }
        return sum / all;
    }

    /** All bins from low to high confidence, as a reliability diagram shows them. */
    public List<Bin> bins() {
        List<Bin> table = new ArrayList<>(bins);
        for (int bin = 0; bin < bins; bin++) {
            table.add(new Bin(
                    (double) bin / bins,
                    (bin + 1.0) / bins,
                    examples[bin],
                    (double) correct[bin] / examples[bin],
                    confidence[bin] / examples[bin]));
        }
        return List.copyOf(table);
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    public void reset() {
        Arrays.fill(examples, 0);
        Arrays.fill(correct, 0);
        Arrays.fill(confidence, 0);
    }

    @Override
    public double[] state() {
        double[] state = new double[FIGURES * bins];
        for (int bin = 0; bin < bins; bin++) {
            state[FIGURES * bin] = examples[bin];
            state[FIGURES * bin + 1] = correct[bin];
            state[FIGURES * bin + 2] = confidence[bin];
        }
        return state;
    }

    @Override
    public void restore(double[] state) {
        if (state.length != FIGURES * bins) {
            throw new IllegalArgumentException("CalibrationError.restore: expected " + FIGURES * bins + " numbers for "
                    + bins + " bins, but got " + state.length);
        }
        for (int bin = 0; bin < bins; bin++) {
            examples[bin] = (long) state[FIGURES * bin];
            correct[bin] = (long) state[FIGURES * bin + 1];
            confidence[bin] = state[FIGURES * bin + 2];
        }
    }
}
