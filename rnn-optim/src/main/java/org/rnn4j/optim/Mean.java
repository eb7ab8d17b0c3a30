package org.rnn4j.optim;

/** A weighted mean in double, added up in order. */
final class Mean {
    private double sum;
    private double weight;

    void add(double value, double itsWeight) {
        sum += value * itsWeight;
        weight += itsWeight;
    }

    /** The mean; NaN if nothing was added. */
    double value() {
        return sum / weight;
    }

    double sum() {
        return sum;
    }

    double weight() {
        return weight;
    }

    void restore(double newSum, double newWeight) {
        sum = newSum;
        weight = newWeight;
    }
}
