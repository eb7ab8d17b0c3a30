package org.rnn4j.optim.search;

import java.util.List;

/** Lets every trial run to its end. */
public record NoPruning() implements Pruning {
    @Override
    public int round() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean stops(Goal goal, Report report, List<TrialResult> earlier) {
        return false;
    }
}
