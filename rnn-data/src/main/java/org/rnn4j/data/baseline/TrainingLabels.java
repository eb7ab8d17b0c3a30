package org.rnn4j.data.baseline;

/** What all baselines ask of the labels they learn from. */
final class TrainingLabels {
    private TrainingLabels() {}

    /** How many examples each class has. */
    static long[] count(String owner, int[] labels, int classes) {
        if (labels.length == 0) {
            throw new IllegalArgumentException(owner + ": expected at least 1 training example, but got none");
        }
        long[] counts = new long[classes];
        for (int label : labels) {
            if (label < 0 || label >= classes) {
                throw new IllegalArgumentException(
                        owner + ": expected labels from 0 to " + (classes - 1) + ", but got " + label);
            }
            counts[label]++;
        }
        return counts;
    }
}
