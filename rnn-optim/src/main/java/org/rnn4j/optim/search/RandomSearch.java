package org.rnn4j.optim.search;

import java.util.List;
import java.util.stream.IntStream;
import org.rnn4j.optim.Require;
import org.rnn4j.tensor.RandomKey;

/**
 * Trials with independent random settings (Bergstra and Bengio 2012, "Random search for hyper-parameter optimization").
 * More trials leave the first ones as they are.
 *
 * @param trials how many, at least 1
 * @param budget the budget of each, at least 1
 */
public record RandomSearch(int trials, long budget) implements Strategy {
    /** Checks the numbers. */
    public RandomSearch {
        Require.that(trials >= 1, "RandomSearch", "the number of trials", "at least 1", trials);
        Require.that(budget >= 1, "RandomSearch", "the budget", "at least 1", budget);
    }

    @Override
    public List<Trial> wave(SearchSpace space, Goal goal, RandomKey key, int wave, List<TrialResult> previous) {
        return wave > 0 ? List.of() : draw(space, key, trials, budget);
    }

    /** Trial n is drawn with child n of the key. */
    static List<Trial> draw(SearchSpace space, RandomKey key, int trials, long budget) {
        return IntStream.range(0, trials)
                .mapToObj(n -> trial(n, budget, space.draw(key.child(n).child("settings")), key))
                .toList();
    }

    static Trial trial(int number, long budget, Settings settings, RandomKey key) {
        return new Trial(number, budget, settings, key.child(number));
    }
}
