package org.rnn4j.optim.schedule;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.rnn4j.optim.NonFiniteException;
import org.rnn4j.optim.Require;
import org.rnn4j.optim.Schedule;

/** {@link ReduceOnPlateau} at work. The best value is NaN before the first evaluation, and then not part of the state. */
final class Plateau implements Schedule {
    private static final String FACTOR = "factor";
    private static final String BAD = "bad_evaluations";
    private static final String COOLING = "cooling_evaluations";
    private static final String BEST = "best";

    private final ReduceOnPlateau settings;
    private double factor = 1;
    private double bad;
    private double cooling;
    private double best = Double.NaN;

    Plateau(ReduceOnPlateau settings) {
        this.settings = settings;
    }

    @Override
    public double factor(long step) {
        return factor;
    }

    @Override
    public void observe(Map<String, Double> figures) {
        double value = watched(figures);
        if (Double.isNaN(best) || settings.improves(value, best)) {
            best = value;
            bad = 0;
        } else {
            bad++;
        }
        if (cooling > 0) {
            cooling--;
            bad = 0;
        }
        if (bad > settings.patience()) {
            factor = Math.min(factor, Math.max(factor * settings.gamma(), settings.least()));
            cooling = settings.cooldown();
            bad = 0;
        }
    }

    private double watched(Map<String, Double> figures) {
        Double value = figures.get(settings.figure());
        if (value == null) {
            throw new IllegalArgumentException("ReduceOnPlateau: expected the evaluation to have a figure "
                    + settings.figure() + ", but it has " + figures.keySet());
        }
        if (!Double.isFinite(value)) {
            throw new NonFiniteException(
                    "ReduceOnPlateau: expected a finite " + settings.figure() + ", but it is " + value);
        }
        return value;
    }

    @Override
    public Map<String, Double> state() {
        Map<String, Double> state = new LinkedHashMap<>();
        state.put(FACTOR, factor);
        state.put(BAD, bad);
        state.put(COOLING, cooling);
        if (!Double.isNaN(best)) {
            state.put(BEST, best);
        }
        return state;
    }

    @Override
    public void restore(Map<String, Double> state) {
        check(state);
        factor = value(state, FACTOR);
        bad = value(state, BAD);
        cooling = value(state, COOLING);
        best = state.getOrDefault(BEST, Double.NaN);
    }

    @Override
    public String toString() {
        return settings.toString();
    }

    private static void check(Map<String, Double> state) {
        Set<String> names = state.keySet();
        Set<String> fresh = Set.of(FACTOR, BAD, COOLING);
        Set<String> used = Set.of(FACTOR, BAD, COOLING, BEST);
        if (!names.equals(fresh) && !names.equals(used)) {
            throw new IllegalArgumentException("ReduceOnPlateau: expected a state with " + FACTOR + ", " + BAD + ", "
                    + COOLING + " and, after the first evaluation, " + BEST + ", but got " + state);
        }
        requireCount(BAD, value(state, BAD));
        requireCount(COOLING, value(state, COOLING));
        double factor = value(state, FACTOR);
        Require.that(factor >= 0 && factor <= 1, "ReduceOnPlateau", "the factor of the state", "0 to 1", factor);
        double best = state.getOrDefault(BEST, 0.0);
        Require.that(Double.isFinite(best), "ReduceOnPlateau", "the best value of the state", "finite", best);
    }

    private static double value(Map<String, Double> state, String name) {
        return Objects.requireNonNull(state.get(name));
    }

    private static void requireCount(String name, double value) {
        Require.that(
                value >= 0 && value == Math.rint(value) && value < Double.POSITIVE_INFINITY,
                "ReduceOnPlateau",
                name + " of the state",
                "a whole number, at least 0",
                value);
    }
}
