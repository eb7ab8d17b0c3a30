package org.rnn4j.optim.search;

import java.util.List;
import org.rnn4j.optim.Require;

/**
 * Stops a trial whose score is worse than the median of what earlier trials had reported at the same step (the median
 * rule, after Golovin et al. 2017, "Google Vizier", which compares running averages instead).
 *
 * <p>Trials run in rounds and are compared with those of earlier rounds only, so that the number of threads and their
 * speed decide nothing; not more than a round runs in parallel. Stopped trials count with what they reported. The median
 * of an even number of scores is the worse of the two in the middle. NaN is worse than any other score and stopped
 * wherever the median is a number.
 *
 * @param earlier how many earlier trials must have reported at that step, at least 1
 * @param warmUp trials are not stopped before this step, at least 0
 * @param round how many trials are in a round, at least 1
 */
public record MedianPruning(int earlier, long warmUp, int round) implements Pruning {
    /** Checks the numbers. */
    public MedianPruning {
        Require.that(earlier >= 1, "MedianPruning", "the earlier trials", "at least 1", earlier);
        Require.that(warmUp >= 0, "MedianPruning", "the warm-up", "at least 0", warmUp);
        Require.that(round >= 1, "MedianPruning", "the round", "at least 1", round);
    }

    @Override
    public boolean stops(Goal goal, Report report, List<TrialResult> before) {
        if (report.step() < warmUp) {
            return false;
        }
        List<Double> scores = before.stream()
                .flatMap(result -> result.reports().stream())
                .filter(other -> other.step() == report.step())
                .map(Report::score)
                .sorted(goal::compare)
                .toList();
        return scores.size() >= earlier && goal.isBetter(scores.get(scores.size() / 2), report.score());
    }
}
