package org.rnn4j.optim.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.rnn4j.optim.Require;

/** Takes the scores of one trial on its way, and may say stop. Used by the thread of the trial only. */
public final class Reporter {
    private final Predicate<Report> prunes;
    private final List<Report> reports = new ArrayList<>();
    private boolean stopped;

    Reporter(Predicate<Report> prunes) {
        this.prunes = prunes;
    }

    /**
     * Reports a score.
     *
     * @param step after which step, such as epochs; increasing, at least 0
     * @return whether the trial must stop; once it must, it always must
     * @throws IllegalArgumentException if the step does not increase
     */
    public boolean stopsAt(long step, double score) {
        if (stopped) {
            return true;
        }
        long previous = reports.isEmpty() ? -1 : reports.get(reports.size() - 1).step();
        Require.that(step > previous, "Reporter", "the step", "above " + previous, step);
        Report report = new Report(step, score);
        reports.add(report);
        stopped = prunes.test(report);
        return stopped;
    }

    /** The result of the trial; the score of a stopped one is the last that it reported. */
    TrialResult result(Trial trial, double score) {
        double counted = stopped ? reports.get(reports.size() - 1).score() : score;
        return new TrialResult(trial.number(), trial.budget(), trial.settings(), stopped, counted, reports);
    }
}
