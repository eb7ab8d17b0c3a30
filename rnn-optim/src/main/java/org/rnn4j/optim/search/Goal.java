package org.rnn4j.optim.search;

import java.util.Comparator;

/** Which scores are good. NaN is worse than any other score. */
public enum Goal {
    /** Low ones, as for a loss. */
    LOWEST,
    /** High ones, as for an accuracy. */
    HIGHEST;

    /** Whether the first score is strictly better. */
    public boolean isBetter(double score, double reference) {
        return compare(score, reference) < 0;
    }

    /** Negative if the first score is better, 0 if they are equal. */
    int compare(double first, double second) {
        if (Double.isNaN(first) || Double.isNaN(second)) {
            return Boolean.compare(Double.isNaN(first), Double.isNaN(second));
        }
        if (first == second) {
            return 0; // also for zeros of different sign
        }
        return (first < second) == (this == LOWEST) ? -1 : 1;
    }

    /** The best first; equal ones by their number. */
    Comparator<TrialResult> bestFirst() {
        Comparator<TrialResult> byScore = (first, second) -> compare(first.score(), second.score());
        return byScore.thenComparing(TrialResult::trial);
    }
}
