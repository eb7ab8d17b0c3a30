package org.rnn4j.optim.search;

/** Evenly spaced shares from 0 to 1. */
final class Shares {
    private Shares() {}

    /** i / (points - 1); a single point lies in the middle. */
    static double[] of(int points) {
        double[] shares = new double[points];
        for (int i = 0; i < points; i++) {
            shares[i] = points == 1 ? 0.5 : (double) i / (points - 1);
        }
        return shares;
    }
}
