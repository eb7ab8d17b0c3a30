package org.rnn4j.optim;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.tensor.Tensor;

/** Early stopping at work: the best epoch so far with its weights, and how long there was no progress. */
final class BestWeights {
    private final EarlyStopping stopping;
    private final Parameters parameters;
    private @Nullable Map<String, Tensor> weights;
    private int epoch;
    private double best;
    private double reference;
    private int epochsWithoutProgress;

    BestWeights(EarlyStopping stopping, Parameters parameters) {
        this.stopping = stopping;
        this.parameters = parameters;
    }

    /** Takes the figures of the next epoch; keeps the weights if they are the best. */
    void consider(int thisEpoch, Map<String, Double> figures) {
        double value = watched(thisEpoch, figures);
        boolean first = weights == null;
        if (first || stopping.advantage(value, best) > 0) {
            best = value;
            epoch = thisEpoch;
            weights = parameters.snapshot();
        }
        if (first || stopping.advantage(value, reference) > stopping.minimumDelta()) {
            reference = value;
            epochsWithoutProgress = 0;
        } else {
            epochsWithoutProgress++;
        }
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
        return epochsWithoutProgress >= stopping.patience();
    }

    /** The best epoch, from 1; 0 before the first. */
    int epoch() {
        return epoch;
    }

    /** Puts the best weights back, if there are any yet. */
    void restore() {
        if (weights != null) {
            parameters.restore(weights);
        }
    }
}
