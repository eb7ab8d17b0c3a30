package org.rnn4j.optim;

/** The learning rate over time: a factor for every step, by which the rate of a rule is multiplied. A pure function. */
@FunctionalInterface
public interface Schedule {
    /** The factor for the step of this number, from 0; finite and at least 0. */
    double factor(long step);

    /** The factor 1 at every step. */
    static Schedule constant() {
        return step -> 1;
    }
}
