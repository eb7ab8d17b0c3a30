package org.rnn4j.optim.search;

import java.util.List;

/** Which trials end early. */
public sealed interface Pruning permits NoPruning, MedianPruning {
    /** How many trials run before the next are compared with them; no trial is compared with others of its round. */
    int round();

    /**
     * Whether a trial should stop.
     *
     * @param report what it reported last
     * @param earlier the results of all earlier rounds with the same budget
     */
    boolean stops(Goal goal, Report report, List<TrialResult> earlier);
}
