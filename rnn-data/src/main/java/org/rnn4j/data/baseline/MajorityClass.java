package org.rnn4j.data.baseline;

/**
 * The classifier that always answers with the most frequent class of its training examples.
 *
 * @param label the class, the lowest of equally frequent ones
 */
public record MajorityClass(int label) {
    /**
     * The most frequent of these labels.
     *
     * @param labels the class of each training example, at least 0
     */
    public static MajorityClass fit(int[] labels, int classes) {
        long[] counts = TrainingLabels.count("MajorityClass", labels, classes);
        int most = 0;
        for (int label = 1; label < classes; label++) {
            if (counts[label] > counts[most]) {
                most = label;
            }
        }
        return new MajorityClass(most);
    }

    /** The share of examples with these labels that the answer is right for. */
    public double accuracy(int[] labels) {
        int right = 0;
        for (int actual : labels) {
            right += actual == label ? 1 : 0;
        }
        return (double) right / labels.length;
    }
}
