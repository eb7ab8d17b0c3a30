package org.rnn4j.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One evaluation during training.
 *
 * @param epoch the number of the epoch, from 1, in or after which it took place
 * @param step how many steps of that epoch had been taken
 * @param steps how many steps of the run had been taken
 * @param figures the evaluator's figures
 */
public record EvaluationReport(int epoch, long step, long steps, Map<String, Double> figures) {
    /** Keeps an unmodifiable copy of the map in its order. */
    public EvaluationReport {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }
}
