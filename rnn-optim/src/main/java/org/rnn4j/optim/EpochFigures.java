package org.rnn4j.optim;

import java.util.LinkedHashMap;
import java.util.Map;

/** Collects the steps of one epoch. */
final class EpochFigures {
    private final Mean loss = new Mean();
    private final Map<String, Mean> reported = new LinkedHashMap<>();
    private long steps;
    private long examples;
    private double seconds;

    void add(StepReport report) {
        steps++;
        examples += report.examples();
        if (Double.isFinite(report.loss())) { // others belong to steps that were left out
            loss.add(report.loss(), report.items());
        }
        report.figures().forEach(this::addFigure);
    }

    private void addFigure(String name, double value) {
        Mean mean = reported.computeIfAbsent(name, unused -> new Mean());
        if (name.equals(Optimizer.SKIPPED_STEPS)) {
            mean.restore(value, 1); // a count so far: the last one holds
        } else {
            mean.add(value, 1);
        }
    }

    void addSeconds(double more) {
        seconds += more;
    }

    long steps() {
        return steps;
    }

    long examples() {
        return examples;
    }

    double seconds() {
        return seconds;
    }

    /** The mean loss, then the objective's figures, then what the rules reported. */
    Map<String, Double> training(Map<String, Double> objective) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(Evaluator.LOSS, loss.value());
        figures.putAll(objective);
        reported.forEach((name, mean) -> figures.put(name, mean.value()));
        return figures;
    }

    private static final String SUM = "sum.";
    private static final String WEIGHT = "weight.";

    /** Everything as numbers by name, for {@link #restore}. */
    Map<String, Double> state() {
        Map<String, Double> state = new LinkedHashMap<>();
        state.put("steps", (double) steps);
        state.put("examples", (double) examples);
        state.put("seconds", seconds);
        state.put("lossSum", loss.sum());
        state.put("lossWeight", loss.weight());
        reported.forEach((name, mean) -> {
            state.put(SUM + name, mean.sum());
            state.put(WEIGHT + name, mean.weight());
        });
        return state;
    }

    /** Puts back what {@link #state} returned. */
    static EpochFigures restore(Map<String, Double> state) {
        EpochFigures figures = new EpochFigures();
        figures.steps = (long) FigureTable.number(state, "steps");
        figures.examples = (long) FigureTable.number(state, "examples");
        figures.seconds = FigureTable.number(state, "seconds");
        figures.loss.restore(FigureTable.number(state, "lossSum"), FigureTable.number(state, "lossWeight"));
        state.forEach((name, value) -> {
            if (name.startsWith(SUM)) {
                String figure = name.substring(SUM.length());
                Mean mean = new Mean();
                mean.restore(value, FigureTable.number(state, WEIGHT + figure));
                figures.reported.put(figure, mean);
            }
        });
        return figures;
    }
}
