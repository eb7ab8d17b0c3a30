package org.rnn4j.optim;

import java.util.LinkedHashMap;
import java.util.Map;

/** Collects the steps of one epoch. */
final class EpochFigures {
    private final Mean loss = new Mean();
    private final Map<String, Mean> reported = new LinkedHashMap<>();
    private long steps;
    private long examples;

    void add(StepReport report) {
        steps++;
        examples += report.examples();
        loss.add(report.loss(), report.examples());
        report.figures()
                .forEach((name, value) ->
                        reported.computeIfAbsent(name, unused -> new Mean()).add(value, 1));
    }

    long steps() {
        return steps;
    }

    long examples() {
        return examples;
    }

    /** The mean loss, then the objective's figures, then the means of what the rules reported. */
    Map<String, Double> training(Map<String, Double> objective) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(Evaluator.LOSS, loss.value());
        figures.putAll(objective);
        reported.forEach((name, mean) -> figures.put(name, mean.value()));
        return figures;
    }
}
