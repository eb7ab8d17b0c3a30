package org.rnn4j.data.batch;

/** Weights for the classes of a loss. */
public final class ClassWeights {
    private ClassWeights() {}

    /**
     * Weights that make all classes count the same, however many examples they have: {@code examples / (classes *
     * examples of the class)}, so that the mean weight of the examples is 1 when every class occurs. A class without
     * examples gets 0.
     *
     * @param labels the class of each training example
     */
    public static float[] balanced(int[] labels, int classes) {
        if (labels.length == 0) {
            throw new IllegalArgumentException("ClassWeights: expected at least 1 label, but got none");
        }
        long[] counts = new long[classes];
        for (int label : labels) {
            if (label < 0 || label >= classes) {
                throw new IllegalArgumentException(
                        "ClassWeights: expected labels from 0 to " + (classes - 1) + ", but got " + label);
            }
            counts[label]++;
        }
        float[] weights = new float[classes];
        for (int label = 0; label < classes; label++) {
            weights[label] =
                    counts[label] == 0 ? 0 : (float) ((double) labels.length / ((double) classes * counts[label]));
        }
        return weights;
    }
}
