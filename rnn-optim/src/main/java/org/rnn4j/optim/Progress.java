package org.rnn4j.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How far a training run has come: what the loop itself must remember. */
final class Progress {
    /** Steps of all epochs. */
    long steps;

    /** The epoch, from 1, that runs or comes next. */
    int epoch = 1;

    /** Whether that epoch has begun. */
    boolean insideEpoch;

    EpochFigures figures = new EpochFigures();
    final List<EpochReport> history = new ArrayList<>();
    final List<EvaluationReport> evaluations = new ArrayList<>();

    void beginEpoch() {
        insideEpoch = true;
        figures = new EpochFigures();
    }

    void finishEpoch(EpochReport report) {
        history.add(report);
        epoch++;
        insideEpoch = false;
        figures = new EpochFigures();
    }

    /** Whether nothing has changed since the last evaluation. */
    boolean isEvaluated() {
        return !evaluations.isEmpty() && evaluations.get(evaluations.size() - 1).steps() == steps;
    }

    /** The figures of the running epoch's last evaluation; empty if there is none. */
    Map<String, Double> evaluationOfEpoch() {
        if (evaluations.isEmpty() || evaluations.get(evaluations.size() - 1).epoch() != epoch) {
            return Map.of();
        }
        return evaluations.get(evaluations.size() - 1).figures();
    }
}
