package org.rnn4j.data.metric;

import org.rnn4j.tensor.Metric;
import org.rnn4j.tensor.Tensor;

/**
 * The area under the ROC curve of one class against the others: the probability that a random example of the class has a
 * higher score than a random other one, ties counting half (Mann and Whitney). Exact, so every score is kept until the
 * reset.
 *
 * <p>Outputs are {@code [batch, classes]}, or {@code [batch, 1]} with labels 0 and 1. It is NaN while there is no example
 * of the class or no other one.
 */
public final class RocAuc implements Metric<Tensor, int[]> {
    private final int positive;
    private final boolean logits;
    private final Scores ofClass = new Scores();
    private final Scores ofOthers = new Scores();

    private RocAuc(int positive, boolean logits) {
        if (positive < 0) {
            throw new IllegalArgumentException("RocAuc: expected a class of at least 0, but got " + positive);
        }
        this.positive = positive;
        this.logits = logits;
    }

    /**
     * For outputs that a softmax would make probabilities of: the score is the logarithm of the odds of the class against
     * all others, which puts the examples in the order of the class's probability.
     */
    public static RocAuc ofLogits(int positive) {
        return new RocAuc(positive, true);
    }

    /** For outputs that are scores or probabilities: the score is the class's own output. */
    public static RocAuc ofScores(int positive) {
        return new RocAuc(positive, false);
    }

    @Override
    public String name() {
        return "auc";
    }

    @Override
    public void add(Tensor outputs, int[] labels) {
        boolean single = outputs.rank() == 2 && outputs.size(1) == 1;
        Labels.requireFit("RocAuc", outputs, labels, single ? Math.max(2, positive + 1) : positive + 1);
        int classes = outputs.size(1);
        for (int b = 0; b < labels.length; b++) {
            int from = b * classes;
            int chosen = single ? 0 : positive;
            double score =
                    logits ? Softmax.logOdds(outputs.values(), from, classes, chosen) : outputs.values()[from + chosen];
            (labels[b] == positive ? ofClass : ofOthers).add(score);
        }
    }

    @Override
    public double value() {
        double[] own = ofClass.sorted();
        double[] others = ofOthers.sorted();
        double wins = 0;
        int below = 0;
        int notAbove = 0;
        for (double score : own) {
            while (below < others.length && others[below] < score) {
                below++;
            }
            while (notAbove < others.length && others[notAbove] <= score) {
                notAbove++;
            }
            wins += (below + notAbove) / 2.0;
        }
        return wins / ((double) own.length * others.length);
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }

    @Override
    public void reset() {
        ofClass.clear();
        ofOthers.clear();
    }

    /** The number of examples of the class, their scores, then the scores of the others. */
    @Override
    public double[] state() {
        double[] own = ofClass.all();
        double[] others = ofOthers.all();
        double[] state = new double[1 + own.length + others.length];
        state[0] = own.length;
        System.arraycopy(own, 0, state, 1, own.length);
        System.arraycopy(others, 0, state, 1 + own.length, others.length);
        return state;
    }

    @Override
    public void restore(double[] state) {
        if (state.length == 0 || !(state[0] >= 0 && state[0] < state.length)) {
            throw new IllegalArgumentException(
                    "RocAuc.restore: expected a number of examples and the scores of all, but" + " got " + state.length
                            + " numbers; is it another metric's state?");
        }
        reset();
        for (int i = 1; i < state.length; i++) {
            (i <= state[0] ? ofClass : ofOthers).add(state[i]);
        }
    }
}
