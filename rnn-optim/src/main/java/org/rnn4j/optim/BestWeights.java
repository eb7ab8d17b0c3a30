package org.rnn4j.optim;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.tensor.Tensor;

/** Early stopping at work: the best evaluation so far with its weights, and how long there was no progress. */
final class BestWeights {
    private final EarlyStopping stopping;
    private final Parameters parameters;
    private @Nullable Map<String, Tensor> weights;
    private int epoch;
    private double best;
    private double reference;
    private int withoutProgress;
    private int evaluations;

    BestWeights(EarlyStopping stopping, Parameters parameters) {
        this.stopping = stopping;
        this.parameters = parameters;
    }

    /** Takes the figures of the next evaluation; keeps the weights that it judged and returns true if they are the best. */
    boolean consider(int thisEpoch, Map<String, Double> figures, Evaluator evaluator) {
        double value = watched(thisEpoch, figures);
        evaluations++;
        boolean first = weights == null;
        boolean improved = first || stopping.advantage(value, best) > 0;
        if (improved) {
            best = value;
            epoch = thisEpoch;
            weights = evaluator.evaluated(parameters);
        }
        if (first || stopping.advantage(value, reference) > stopping.minimumDelta()) {
            reference = value;
            withoutProgress = 0;
        } else if (evaluations > stopping.warmUp()) {
            withoutProgress++;
        }
        return improved;
    }

    private double watched(int thisEpoch, Map<String, Double> figures) {
        Double value = figures.get(stopping.figure());
        if (value == null) {
            throw new IllegalArgumentException("EarlyStopping: expected the evaluator to return a figure "
                    + stopping.figure() + ", but it returned " + figures.keySet());
        }
        if (!Double.isFinite(value)) {
            throw new NonFiniteException("EarlyStopping: expected a finite " + stopping.figure() + ", but it is "
                    + value + " after epoch " + thisEpoch);
        }
        return value;
    }

    boolean exhausted() {
        return withoutProgress >= stopping.patience();
    }

    /** The epoch of the best evaluation, from 1; 0 before the first. */
    int epoch() {
        return epoch;
    }

    EarlyStopping stopping() {
        return stopping;
    }

    /** Puts the best weights back, if there are any yet. */
    void restore() {
        if (weights != null) {
            parameters.restore(weights);
        }
    }

    /** The best weights; empty before the first evaluation. */
    Map<String, Tensor> weights() {
        return weights == null ? Map.of() : weights;
    }

    /** Everything but the weights as numbers by name, for {@link #restoreState}. */
    Map<String, Double> state() {
        Map<String, Double> state = new LinkedHashMap<>();
        state.put("epoch", (double) epoch);
        state.put("best", best);
        state.put("reference", reference);
        state.put("withoutProgress", (double) withoutProgress);
        state.put("evaluations", (double) evaluations);
        return state;
    }

    /** Puts back what {@link #state} and {@link #weights} returned. */
    void restoreState(Map<String, Double> state, Map<String, Tensor> newWeights) {
        epoch = (int) FigureTable.number(state, "epoch");
        best = FigureTable.number(state, "best");
        reference = FigureTable.number(state, "reference");
        withoutProgress = (int) FigureTable.number(state, "withoutProgress");
        evaluations = (int) FigureTable.number(state, "evaluations");
        weights = newWeights.isEmpty() ? null : Map.copyOf(newWeights);
    }
}
