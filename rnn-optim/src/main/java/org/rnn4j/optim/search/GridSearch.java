package org.rnn4j.optim.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rnn4j.optim.Require;
import org.rnn4j.tensor.RandomKey;

/**
 * All combinations of evenly spaced values, the last parameter varying fastest. Combinations that differ only in a
 * parameter whose condition is not met are one.
 *
 * @param points at most how many values of each number, at least 1; choices give all
 * @param budget the budget of each trial, at least 1
 */
public record GridSearch(int points, long budget) implements Strategy {
    private static final int MOST = 100_000;

    /** Checks the numbers. */
    public GridSearch {
        Require.that(points >= 1 && points <= MOST, "GridSearch", "the points", "from 1 to " + MOST, points);
        Require.that(budget >= 1, "GridSearch", "the budget", "at least 1", budget);
    }

    @Override
    public List<Trial> wave(SearchSpace space, Goal goal, RandomKey key, int wave, List<TrialResult> previous) {
        if (wave > 0) {
            return List.of();
        }
        List<Trial> trials = new ArrayList<>();
        for (Map<String, Object> values : combinations(space)) {
            trials.add(RandomSearch.trial(trials.size(), budget, new Settings(values), key));
        }
        return List.copyOf(trials);
    }

    private List<Map<String, Object>> combinations(SearchSpace space) {
        List<Map<String, Object>> all = List.of(Map.of());
        for (Dimension dimension : space.dimensions()) {
            List<Map<String, Object>> longer = new ArrayList<>();
            List<Object> values = dimension.domain().grid(points);
            for (Map<String, Object> start : all) {
                if (dimension.isActive(start)) {
                    values.forEach(value -> longer.add(and(start, dimension.name(), value)));
                } else {
                    longer.add(start);
                }
                Require.that(
                        longer.size() <= MOST,
                        "GridSearch",
                        "combinations",
                        "at most " + MOST,
                        "more; use fewer points");
            }
            all = longer;
        }
        return all;
    }

    private static Map<String, Object> and(Map<String, Object> start, String name, Object value) {
        Map<String, Object> longer = new LinkedHashMap<>(start);
        longer.put(name, value);
        return longer;
    }
}
