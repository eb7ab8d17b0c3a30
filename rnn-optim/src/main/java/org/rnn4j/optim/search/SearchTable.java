package org.rnn4j.optim.search;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rnn4j.optim.Require;

/**
 * The results of a search.
 *
 * @param space what was varied
 * @param goal which scores are good
 * @param results the results, sorted by budget and number
 */
public record SearchTable(SearchSpace space, Goal goal, List<TrialResult> results) {
    /** Sorts the results; refuses two of the same trial with the same budget. */
    public SearchTable {
        results = results.stream()
                .sorted(Comparator.comparingLong(TrialResult::budget).thenComparing(TrialResult::trial))
                .toList();
        Set<List<Long>> seen = new HashSet<>();
        for (TrialResult result : results) {
            boolean isNew = seen.add(List.of((long) result.trial(), result.budget()));
            Require.that(
                    isNew,
                    "SearchTable",
                    "results",
                    "one of each trial and budget at most",
                    "trial " + result.trial() + " with budget " + result.budget() + " twice");
        }
    }

    /** The best of the results with the largest budget that ran to their end; empty if there is none but NaN. */
    public Optional<TrialResult> best() {
        List<TrialResult> complete = results.stream()
                .filter(result -> !result.pruned() && !Double.isNaN(result.score()))
                .toList();
        long largest = complete.stream().mapToLong(TrialResult::budget).max().orElse(0);
        return complete.stream().filter(result -> result.budget() == largest).min(goal.bestFirst());
    }
}
