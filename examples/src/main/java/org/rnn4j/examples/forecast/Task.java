package org.rnn4j.examples.forecast;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.series.CalendarFeature;
import org.rnn4j.data.series.TimeStep;
import org.rnn4j.data.series.WindowShape;
import org.rnn4j.data.split.WalkForward;
import org.rnn4j.examples.UserError;

/**
 * What is to be done with a file: the settings, with everything they left open decided.
 *
 * @param settings the settings
 * @param table the series
 * @param step the time from row to row; null without times
 * @param calendar the calendar features, chosen by the rows before the test
 * @param season the steps of a season
 * @param shape the shape of the windows
 * @param firstTest the first test row
 */
record Task(
        Settings settings,
        SeriesTable table,
        @Nullable TimeStep step,
        List<CalendarFeature> calendar,
        int season,
        WindowShape shape,
        int firstTest) {
    private static final int LONGEST_DEFAULT_PAST = 96;

    static Task of(Settings settings, Path file) {
        List<String> columns = columns(settings, file, SeriesTable.columnsOf(file));
        SeriesTable table = SeriesTable.read(file, columns, settings.timeColumn, settings.rows);
        int firstTest = (int) StrictMath.round(table.rows() * (1 - settings.testShare));
        TimeStep step = table.times().isEmpty() ? null : step(table, file);
        List<CalendarFeature> calendar = step == null || firstTest < 2
                ? List.of()
                : Calendar.of(table.times().subList(0, firstTest), step);
        int season = settings.season != null ? settings.season : step == null ? 1 : Calendar.season(step);
        int past = settings.past != null
                ? settings.past
                : Math.min(LONGEST_DEFAULT_PAST, Math.max(2 * settings.horizon, season + 1));
        Task task = new Task(
                settings,
                table,
                step,
                calendar,
                season,
                new WindowShape(past, settings.gap, settings.horizon),
                firstTest);
        task.check(file);
        return task;
    }

    /** The columns of numbers, the target first. */
    private static List<String> columns(Settings settings, Path file, List<String> all) {
        List<String> numbers = new ArrayList<>(all);
        if (settings.timeColumn != null && !numbers.remove(settings.timeColumn)) {
            throw new UserError(missing(file, "--time-column", settings.timeColumn, all));
        }
        String target = settings.targetColumn;
        if (target == null) {
            if (numbers.size() != 1) {
                throw new UserError(file + " has the columns " + String.join(", ", all)
                        + "; name the one to predict with --target-column, and a column of times with --time-column");
            }
            target = numbers.get(0);
        }
        if (!numbers.remove(target)) {
            throw new UserError(missing(file, "--target-column", target, all));
        }
        List<String> chosen = new ArrayList<>(List.of(target));
        if (settings.covariates.equals(List.of("all"))) {
            chosen.addAll(numbers);
        } else if (!settings.covariates.equals(List.of("none"))) {
            for (String name : settings.covariates) {
                if (!numbers.contains(name)) {
                    throw new UserError(missing(file, "--covariates", name, all));
                }
                chosen.add(name);
            }
        }
        return chosen;
    }

    private static String missing(Path file, String option, String column, List<String> all) {
        return option + ": there is no column '" + column + "' for it in " + file + "; the columns are "
                + String.join(", ", all);
    }

    private static TimeStep step(SeriesTable table, Path file) {
        try {
            return TimeStep.mostFrequent(table.times());
        } catch (IllegalArgumentException unordered) {
            throw new UserError(file + ": " + unordered.getMessage(), unordered);
        }
    }

    private void check(Path file) {
        Anchor anchor = settings.anchor;
        if (anchor != null && anchor.needsSeason() && shape.past() < season + 1) {
            throw new UserError("--anchor " + anchor + " needs to see more than a season of " + season
                    + " steps, but --past is " + shape.past() + "; make it larger");
        }
        if (settings.log) {
            Preparation.requirePositive(table.values());
        }
        int train = trainRows(firstTest);
        if (train < shape.steps() + 1
                || firstTest - train < shape.horizon()
                || table.rows() - firstTest < shape.horizon() + settings.folds - 1
                || train <= season) {
            throw new UserError(file + ": " + table.rows() + " rows are too few: " + Math.max(0, train)
                    + " to train (a season of "
                    + season + " and windows of " + shape.steps() + " are needed), " + (firstTest - Math.max(0, train))
                    + " to validate and " + (table.rows() - firstTest) + " to test (windows with "
                    + shape.horizon() + " steps to predict); make the windows smaller");
        }
    }

    /** How many of the rows before a test are for training; the rest is for validation. */
    private int trainRows(int before) {
        int validation = Math.max(shape.horizon(), (int) StrictMath.round(before * settings.validationShare));
        return before - validation;
    }

    /**
     * The rows of one fold: training up to {@code trainTo}, validation up to {@code validationTo}; test windows begin
     * from there up to {@code testTo}.
     */
    record Rows(int trainTo, int validationTo, int testTo) {}

    /** The folds, walking forward. */
    List<Rows> folds() {
        int lastStart = table.rows() - shape.horizon() + 1; // so that every fold has whole windows
        return WalkForward.expanding(lastStart, firstTest, settings.folds, 0).stream()
                .map(fold -> new Rows(trainRows(fold.testFrom()), fold.testFrom(), fold.testTo()))
                .toList();
    }
}
