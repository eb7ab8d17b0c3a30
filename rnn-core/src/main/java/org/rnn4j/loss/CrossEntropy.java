package org.rnn4j.loss;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Var;
import org.rnn4j.tensor.TokenBatch;

/**
 * Softmax cross-entropy between logits and one true class per item.
 *
 * <p>With logits x, weights w (1 without), true class y, smoothing s and C classes, the loss of an item is
 * {@code (1 - s) w[y] l[y] + s / C * sum over c of w[c] l[c]}, where {@code l[c] = log(sum of exp(x)) - x[c]} is computed
 * from differences to the largest logit. The mean divides by the sum of w[y] over the items that count, as in PyTorch.
 * Smoothing: Szegedy et al. 2016. Immutable.
 */
public final class CrossEntropy {
    private static final CrossEntropy STANDARD = new CrossEntropy(null, 0, null, Reduction.MEAN);

    private final float @Nullable [] weights;
    private final double smoothing;
    private final @Nullable Integer ignoreIndex;
    private final Reduction reduction;

    private CrossEntropy(
            float @Nullable [] weights, double smoothing, @Nullable Integer ignoreIndex, Reduction reduction) {
        this.weights = weights;
        this.smoothing = smoothing;
        this.ignoreIndex = ignoreIndex;
        this.reduction = reduction;
    }

    /** The mean cross-entropy of {@code [.., classes]} logits, one label for each row. */
    public static Var mean(Var logits, int[] labels) {
        return STANDARD.of(logits, labels);
    }

    /** The mean cross-entropy over the valid steps of a sequence of logits {@code [time, batch, classes]}. */
    public static Var mean(Sequence logits, TokenBatch targets) {
        return STANDARD.of(logits, targets);
    }

    /** No weights, no smoothing, nothing ignored, the mean. */
    public static CrossEntropy standard() {
        return STANDARD;
    }

    /** The same with one weight per class, finite and at least 0. */
    public CrossEntropy weights(float... classWeights) {
        for (int c = 0; c < classWeights.length; c++) {
            if (!(classWeights[c] >= 0) || Float.isInfinite(classWeights[c])) {
                throw new IllegalArgumentException("CrossEntropy: expected finite weights of at least 0, but weight "
                        + c + " is " + classWeights[c]);
            }
        }
        return new CrossEntropy(classWeights.clone(), smoothing, ignoreIndex, reduction);
    }

    /** The same with label smoothing in [0, 1]. */
    public CrossEntropy smoothing(double amount) {
        if (!(amount >= 0 && amount <= 1)) {
            throw new IllegalArgumentException("CrossEntropy: expected a smoothing in [0, 1], but got " + amount);
        }
        return new CrossEntropy(weights, amount, ignoreIndex, reduction);
    }

    /** The same, with items of this label left out. */
    public CrossEntropy ignoreIndex(int label) {
        return new CrossEntropy(weights, smoothing, label, reduction);
    }

    /** The same with another reduction. */
    public CrossEntropy reduction(Reduction kind) {
        return new CrossEntropy(weights, smoothing, ignoreIndex, kind);
    }

    /**
     * The loss of {@code [.., classes]} logits, one label for each row; without reduction {@code [..]}.
     *
     * @throws IllegalArgumentException if shapes do not fit, a label is no class, or the mean is over nothing
     */
    public Var of(Var logits, int[] labels) {
        requireClasses(logits);
        int rows = logits.count() / logits.size(-1);
        if (labels.length != rows) {
            throw new IllegalArgumentException("CrossEntropy: expected one label for each of the " + rows
                    + " rows of the shape " + Arrays.toString(logits.shape()) + ", but got " + labels.length);
        }
        for (int r = 0; r < rows; r++) {
            if (isWrong(labels[r], logits.size(-1))) {
                throw wrongLabel("label " + r, labels[r], logits.size(-1));
            }
        }
        return compute(logits, labels, null, rows);
    }

    /**
     * The loss over the valid steps of logits {@code [time, batch, classes]}; without reduction {@code [time, batch]}.
     *
     * @throws IllegalArgumentException if lengths differ, a label is no class, or the mean is over nothing
     */
    public Var of(Sequence logits, TokenBatch targets) {
        requireClasses(logits.values());
        if (targets.time() != logits.time() || !targets.lengths().equals(logits.lengths())) {
            throw new IllegalArgumentException(
                    "CrossEntropy: expected targets with " + logits.time() + " time steps and " + logits.lengths()
                            + ", but got " + targets.time() + " time steps and " + targets.lengths());
        }
        int[] rows = logits.validRows();
        int count = logits.lengths().total();
        int batch = logits.batch();
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            if (isWrong(targets.ids()[row], logits.features())) {
                String where = "the label of sequence " + row % batch + " at step " + row / batch;
                throw wrongLabel(where, targets.ids()[row], logits.features());
            }
        }
        return compute(logits.values(), targets.ids(), rows, count);
    }

    private void requireClasses(Var logits) {
        if (logits.rank() == 0 || logits.size(-1) == 0) {
            throw new IllegalArgumentException("CrossEntropy: expected logits [.., classes], but got the shape "
                    + Arrays.toString(logits.shape()));
        }
        if (weights != null && weights.length != logits.size(-1)) {
            throw new IllegalArgumentException("CrossEntropy: expected one weight for each of the " + logits.size(-1)
                    + " classes, but got " + weights.length);
        }
    }

    private boolean isWrong(int label, int classes) {
        return !isIgnored(label) && (label < 0 || label >= classes);
    }

    private boolean isIgnored(int label) {
        return ignoreIndex != null && ignoreIndex == label;
    }

    private static IllegalArgumentException wrongLabel(String where, int label, int classes) {
        return new IllegalArgumentException("CrossEntropy: " + where + " is " + label + ", but there are " + classes
                + " classes, so labels must be from 0 to " + (classes - 1));
    }

    private Var compute(Var logits, int[] labels, int @Nullable [] rows, int count) {
        int[] counted = logits.tape().borrowInts(count);
        int[] classes = logits.tape().borrowInts(count);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            if (!isIgnored(labels[row])) {
                counted[kept] = row;
                classes[kept++] = labels[row];
            }
        }
        return new CrossEntropyRows(logits, counted, classes, kept, weights, smoothing).loss(reduction);
    }

    @Override
    public String toString() {
        return "CrossEntropy[weights=" + Arrays.toString(weights) + ", smoothing=" + smoothing + ", ignoreIndex="
                + ignoreIndex + ", reduction=" + reduction + "]";
    }
}
