package org.rnn4j.optim.schedule;

/** Half a wave of the cosine. */
final class Wave {
    private Wave() {}

    /** The way from {@code first} at share 0 to {@code last} at share 1, flat at both ends. */
    static double between(double first, double last, double share) {
        return last + (first - last) * (1 + StrictMath.cos(Math.PI * share)) / 2;
    }
}
