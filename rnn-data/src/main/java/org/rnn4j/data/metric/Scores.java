package org.rnn4j.data.metric;

import java.util.Arrays;

/** A growing list of numbers. */
final class Scores {
    private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private double[] scores = new double[16];
    private int count;

    void add(double score) {
        if (count == scores.length) {
            if (count == MAX_LENGTH) {
                throw new IllegalStateException("RocAuc: more than " + MAX_LENGTH + " scores; reset it more often");
            }
            scores = Arrays.copyOf(scores, (int) Math.min(2L * count, MAX_LENGTH));
        }
        scores[count++] = score + 0.0; // makes one zero of both
    }

    double[] all() {
        return Arrays.copyOf(scores, count);
    }

    double[] sorted() {
        double[] sorted = all();
        Arrays.sort(sorted);
        return sorted;
    }

    void clear() {
        count = 0;
    }
}
