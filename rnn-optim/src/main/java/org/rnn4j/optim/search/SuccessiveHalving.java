package org.rnn4j.optim.search;

import java.util.List;
import org.rnn4j.optim.Require;
import org.rnn4j.tensor.RandomKey;

/**
 * Many random trials with a small budget, of which the best go on with a larger one, until one is left (Jamieson and
 * Talwalkar 2016, "Non-stochastic best arm identification and hyperparameter optimization").
 *
 * <p>Wave k runs max(1, floor(n / f^k)) trials with budget b f^k; the search ends after the wave with a single trial. A
 * trial that goes on runs again from its start, with the same key. Stopped ones and those with NaN never go on.
 *
 * @param trials how many trials the first wave has, n, at least 1
 * @param budget the budget of the first wave, b, at least 1
 * @param factor f: one of how many goes on, and how many times its budget it gets; at least 2
 */
public record SuccessiveHalving(int trials, long budget, int factor) implements Strategy {
    /** Checks the numbers. */
    public SuccessiveHalving {
        Require.that(trials >= 1, "SuccessiveHalving", "the number of trials", "at least 1", trials);
        Require.that(factor >= 2, "SuccessiveHalving", "the factor", "at least 2", factor);
        Require.that(
                budget >= 1 && budget <= Long.MAX_VALUE / trials / factor,
                "SuccessiveHalving",
                "the budget",
                "at least 1 and, times trials and factor, below 2^63",
                budget);
    }

    @Override
    public List<Trial> wave(SearchSpace space, Goal goal, RandomKey key, int wave, List<TrialResult> previous) {
        if (wave == 0) {
            return RandomSearch.draw(space, key, trials, budget);
        }
        return previous.size() < 2 ? List.of() : survivors(goal, key, wave, previous);
    }

    private List<Trial> survivors(Goal goal, RandomKey key, int wave, List<TrialResult> previous) {
        long scale = 1;
        for (int i = 0; i < wave; i++) {
            scale *= factor;
        }
        long larger = budget * scale;
        return previous.stream()
                .filter(result -> !result.pruned() && !Double.isNaN(result.score()))
                .sorted(goal.bestFirst())
                .limit(Math.max(1, trials / scale))
                .map(result -> RandomSearch.trial(result.trial(), larger, result.settings(), key))
                .toList();
    }
}
