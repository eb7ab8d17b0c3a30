package org.rnn4j.loss;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.Kernels;
import org.rnn4j.kernel.Reductions;

/** The operation of {@link CrossEntropy} on the rows that count, in order. */
final class CrossEntropyRows {
    /** Below this many logits, waking a thread costs more than it saves. */
    private static final long WORTH_DIVIDING = 50_000;

    private final Var logits;
    private final int[] rows;
    private final int[] labels;
    private final int count;
    private final float @Nullable [] weights;
    private final int classes;
    private final float sharpness;
    private final float spread;
    private final float allWeights;

    /** Row {@code rows[i]} of the logits has the class {@code labels[i]}, for i below {@code count}. */
    CrossEntropyRows(Var logits, int[] rows, int[] labels, int count, float @Nullable [] weights, double smoothing) {
        this.logits = logits;
        this.rows = rows;
        this.labels = labels;
        this.count = count;
        this.weights = weights;
        classes = logits.size(-1);
        sharpness = (float) (1 - smoothing);
        spread = (float) (smoothing / classes);
        allWeights = weights == null ? classes : Reductions.sum(weights, 0, classes);
    }

    private float weight(int label) {
        return weights == null ? 1f : weights[label];
    }

    Var loss(Reduction reduction) {
        double divisor = reduction == Reduction.MEAN ? requirePositive(sumOfWeights()) : 1;
        Tape tape = logits.tape();
        int[] shape = reduction == Reduction.NONE ? Arrays.copyOf(logits.shape(), logits.rank() - 1) : new int[0];
        Var output = tape.result(shape, logits);
        float[] losses = tape.borrow(count);
        float[] probabilities = tape.borrow(logits.count());
        forEachRow(i -> losses[i] = rowLoss(i, probabilities));
        if (reduction == Reduction.NONE) {
            Arrays.fill(output.values(), 0, output.count(), 0f);
            for (int i = 0; i < count; i++) {
                output.values()[rows[i]] = losses[i];
            }
        } else {
            output.values()[0] = (float) (Reductions.sum(losses, 0, count, loss -> loss) / divisor);
        }
        boolean each = reduction == Reduction.NONE;
        return tape.record(
                output, gradients -> backward(gradients, gradients.of(output), each, divisor, probabilities));
    }

    /** Rows do not depend on each other: many of them are divided among the context's threads. */
    private void forEachRow(IntConsumer row) {
        Context context = logits.tape().context();
        boolean many = (long) count * classes >= WORTH_DIVIDING;
        int part = many ? (count + context.threads() - 1) / context.threads() : Math.max(1, count);
        context.parallel((count + part - 1) / part, (index, scratch) -> {
            for (int i = index * part; i < Math.min(count, (index + 1) * part); i++) {
                row.accept(i);
            }
        });
    }

    /** The loss of one row; leaves its probabilities in their row. */
    private float rowLoss(int i, float[] probabilities) {
        Kernels kernels = logits.tape().context().kernels();
        float[] x = logits.values();
        int at = rows[i] * classes;
        float max = x[at];
        for (int c = at + 1; c < at + classes; c++) {
            max = x[c] > max ? x[c] : max;
        }
        for (int c = at; c < at + classes; c++) {
            probabilities[c] = x[c] - max;
        }
        float ofLabel = probabilities[at + labels[i]];
        float ofAll = spread == 0f ? 0f : weightedSum(probabilities, at);
        kernels.exp(probabilities, at, probabilities, at, classes);
        float sum = Reductions.sum(probabilities, at, classes);
        for (int c = at; c < at + classes; c++) {
            probabilities[c] /= sum;
        }
        double logSum = StrictMath.log(sum);
        double loss = (double) sharpness * weight(labels[i]) * (logSum - ofLabel);
        return (float) (spread == 0f ? loss : loss + spread * (allWeights * logSum - ofAll));
    }

    private float weightedSum(float[] shifted, int at) {
        return weights == null
                ? Reductions.sum(shifted, at, classes)
                : Reductions.dot(weights, 0, shifted, at, classes);
    }

    /** {@code dx[c] = d * (a * p[c] - a[c])} with a[c] the factor of l[c] in the row's loss and a their sum. */
    private void backward(Gradients gradients, float[] dLosses, boolean each, double divisor, float[] probabilities) {
        float[] dx = gradients.of(logits);
        forEachRow(i -> {
            float d = (float) (dLosses[each ? rows[i] : 0] / divisor);
            rowGradient(i, d, probabilities, dx);
        });
    }

    private void rowGradient(int i, float d, float[] probabilities, float[] dx) {
        int at = rows[i] * classes;
        int label = at + labels[i];
        float labelFactor = sharpness * weight(labels[i]);
        float factors = Math.fma(spread, allWeights, labelFactor);
        float before = dx[label];
        for (int c = 0; c < classes; c++) {
            dx[at + c] = Math.fma(d, Math.fma(factors, probabilities[at + c], -spread * weight(c)), dx[at + c]);
        }
        float factor = Math.fma(spread, weight(labels[i]), labelFactor);
        dx[label] = Math.fma(d, Math.fma(factors, probabilities[label], -factor), before);
    }

    private double sumOfWeights() {
        if (weights == null) {
            return count;
        }
        float[] used = logits.tape().borrow(count);
        for (int i = 0; i < count; i++) {
            used[i] = weights[labels[i]];
        }
        return Reductions.sum(used, 0, count, weight -> weight);
    }

    private double requirePositive(double divisor) {
        if (!(divisor > 0)) {
            throw new IllegalArgumentException(
                    "CrossEntropy: the mean is over nothing: of the logits " + Arrays.toString(logits.shape()) + " "
                            + count + " rows count, and their weights sum to " + divisor);
        }
        return divisor;
    }
}
