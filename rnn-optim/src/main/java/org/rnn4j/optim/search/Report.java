package org.rnn4j.optim.search;

import org.rnn4j.optim.Require;

/**
 * A score on the way.
 *
 * @param step after which step, at least 0
 * @param score the score; may be NaN
 */
public record Report(long step, double score) {
    /** Checks the step. */
    public Report {
        Require.that(step >= 0, "Report", "the step", "at least 0", step);
    }
}
