package org.rnn4j.optim.search;

/** What a search runs with different settings. Called by several threads at once. */
@FunctionalInterface
public interface Experiment {
    /**
     * Runs a trial from the start up to its budget.
     *
     * @param reporter takes scores on the way; when it says stop, return: what is returned then does not count
     * @return the score; NaN if training diverged
     * @throws Exception to end the whole search
     */
    double run(Trial trial, Reporter reporter) throws Exception;
}
