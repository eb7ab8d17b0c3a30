package org.rnn4j.optim;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reports as named figures, and back. */
final class Reports {
    private static final String TRAINING = "training.";
    private static final String VALIDATION = "validation.";
    private static final String FIGURE = "figure.";

    private Reports() {}

    static Map<String, Double> row(EpochReport report) {
        Map<String, Double> row = new LinkedHashMap<>();
        row.put("epoch", (double) report.epoch());
        row.put("steps", (double) report.steps());
        row.put("examples", (double) report.examples());
        row.put("seconds", report.seconds());
        report.training().forEach((name, value) -> row.put(TRAINING + name, value));
        report.validation().forEach((name, value) -> row.put(VALIDATION + name, value));
        return row;
    }

    static EpochReport epoch(Map<String, Double> row) {
        return new EpochReport(
                (int) FigureTable.number(row, "epoch"),
                (long) FigureTable.number(row, "steps"),
                below(TRAINING, row),
                below(VALIDATION, row),
                (long) FigureTable.number(row, "examples"),
                FigureTable.number(row, "seconds"));
    }

    static Map<String, Double> row(EvaluationReport report) {
        Map<String, Double> row = new LinkedHashMap<>();
        row.put("epoch", (double) report.epoch());
        row.put("step", (double) report.step());
        row.put("steps", (double) report.steps());
        report.figures().forEach((name, value) -> row.put(FIGURE + name, value));
        return row;
    }

    static EvaluationReport evaluation(Map<String, Double> row) {
        return new EvaluationReport(
                (int) FigureTable.number(row, "epoch"),
                (long) FigureTable.number(row, "step"),
                (long) FigureTable.number(row, "steps"),
                below(FIGURE, row));
    }

    private static Map<String, Double> below(String prefix, Map<String, Double> row) {
        Map<String, Double> figures = new LinkedHashMap<>();
        row.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                figures.put(name.substring(prefix.length()), value);
            }
        });
        return figures;
    }
}
