package org.rnn4j.optim.search;

import java.util.List;
import org.rnn4j.optim.Require;

/**
 * What came of one trial.
 *
 * @param trial its number, from 0
 * @param budget the budget it had, at least 1
 * @param settings its hyper-parameters
 * @param pruned whether it was stopped early
 * @param score its score, of a stopped one the last on the way; NaN if it diverged
 * @param reports the scores on the way, by increasing step
 */
public record TrialResult(
        int trial, long budget, Settings settings, boolean pruned, double score, List<Report> reports) {
    /** Checks the numbers and copies the list. */
    public TrialResult {
        Require.that(trial >= 0, "TrialResult", "the trial", "at least 0", trial);
        Require.that(budget >= 1, "TrialResult", "the budget", "at least 1", budget);
        reports = List.copyOf(reports);
        for (int i = 1; i < reports.size(); i++) {
            long step = reports.get(i).step();
            Require.that(step > reports.get(i - 1).step(), "TrialResult", "a step", "above the one before", step);
        }
    }
}
