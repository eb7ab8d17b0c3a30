package org.rnn4j.examples.transfer;

import org.rnn4j.optim.TrainingResult;

/** What trainings took together; add up as they end. */
final class Effort {
    private double seconds;
    private double examples;

    /** Adds a training. */
    void add(TrainingResult training) {
        seconds += training.trainSeconds();
        examples += training.examplesPerSecond() * training.trainSeconds();
    }

    /** The seconds of all, without evaluation. */
    double seconds() {
        return seconds;
    }

    /** The texts learnt from in a second. */
    double examplesPerSecond() {
        return examples / seconds;
    }
}
