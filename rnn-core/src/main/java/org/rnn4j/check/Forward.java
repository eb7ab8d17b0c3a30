package org.rnn4j.check;

/** The computation under a check: takes its inputs from the pass and declares every output that counts. */
@FunctionalInterface
public interface Forward {
    /** Runs once, forward, on {@link Pass#tape()}. Must be a function of the pass's inputs and the parameters alone. */
    void run(Pass pass);
}
