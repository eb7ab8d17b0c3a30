package org.rnn4j.examples.forecast;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.series.CalendarFeature;
import org.rnn4j.data.series.CovariateSeries;
import org.rnn4j.data.series.MissingValues;
import org.rnn4j.data.series.Scaler;
import org.rnn4j.data.series.ScalerKind;
import org.rnn4j.data.series.TimeStep;
import org.rnn4j.examples.UserError;
import org.rnn4j.io.JsonObject;
import org.rnn4j.tensor.Tensor;

/**
 * How a table becomes what the network reads, and how its outputs become values of the target again.
 *
 * @param columns the columns of numbers, the target first
 * @param timeColumn the column of times; null if there is none
 * @param step the time from row to row; null without times
 * @param calendar the calendar features
 * @param log whether the target is a logarithm to the network
 * @param scaler scales the columns; fitted on training rows
 */
record Preparation(
        List<String> columns,
        @Nullable String timeColumn,
        @Nullable TimeStep step,
        List<CalendarFeature> calendar,
        boolean log,
        Scaler scaler) {
    /** A preparation whose scaler knows only the first {@code trainTo} rows. */
    static Preparation fit(Task task, int trainTo) {
        float[][] training = Arrays.copyOf(task.table().values(), trainTo);
        Scaler scaler =
                Scaler.fit(ScalerKind.STANDARD, withLog(training, task.settings().log), MissingValues.PASS_OVER);
        return new Preparation(
                task.table().columns(),
                task.settings().timeColumn,
                task.step(),
                task.calendar(),
                task.settings().log,
                scaler);
    }

    private static float[][] withLog(float[][] values, boolean log) {
        if (!log) {
            return values;
        }
        requirePositive(values);
        float[][] logarithms = new float[values.length][];
        for (int t = 0; t < values.length; t++) {
            logarithms[t] = values[t].clone();
            logarithms[t][0] = (float) StrictMath.log(values[t][0]);
        }
        return logarithms;
    }

    /** Refuses targets that have no logarithm. */
    static void requirePositive(float[][] values) {
        for (int t = 0; t < values.length; t++) {
            if (values[t][0] <= 0) {
                throw new UserError("--log: expected a target above 0, but row " + (t + 1) + " has " + values[t][0]);
            }
        }
    }

    /** The columns that are seen: those of the table and the calendar features. */
    int observedColumns() {
        return columns.size() + knownColumns();
    }

    /** The columns known in advance: the calendar features. */
    int knownColumns() {
        return 2 * calendar.size();
    }

    /** A table as the network reads it. */
    CovariateSeries series(float[][] values, List<LocalDateTime> times) {
        float[][] scaled = scaler.scale(withLog(values, log));
        float[][] known = calendar.isEmpty() ? new float[values.length][0] : CalendarFeature.rows(times, calendar);
        float[][] observed = new float[values.length][];
        float[][] targets = new float[values.length][];
        for (int t = 0; t < values.length; t++) {
            observed[t] = Arrays.copyOf(scaled[t], observedColumns());
            System.arraycopy(known[t], 0, observed[t], columns.size(), knownColumns());
            targets[t] = new float[] {scaled[t][0]};
        }
        return new CovariateSeries(observed, known, targets);
    }

    /** The network's quantiles {@code [windows, horizon, quantiles]} as values of the target, in ascending order. */
    Tensor restore(Tensor outputs) {
        Tensor restored = outputs.copy();
        float[] values = restored.values();
        for (int i = 0; i < values.length; i++) {
            float value = scaler.unscale(values[i], 0);
            values[i] = log ? (float) StrictMath.exp(value) : value;
        }
        // Nothing forbids a network to cross its quantiles; in order they are nearer to the true ones.
        int quantiles = outputs.size(-1);
        for (int from = 0; from < values.length; from += quantiles) {
            Arrays.sort(values, from, from + quantiles);
        }
        return restored;
    }

    JsonObject toJson() {
        JsonObject.Builder json = JsonObject.builder()
                .put("columns", columns)
                .put("log", log)
                .put("calendar", calendar.stream().map(Enum::name).toList());
        if (timeColumn != null && step != null) {
            json.put("timeColumn", timeColumn)
                    .put("months", step.months())
                    .put("seconds", step.duration().toSeconds());
            if (step.duration().toNanosPart() != 0) {
                json.put("nanoseconds", step.duration().toNanosPart());
            }
        }
        return json.build();
    }

    private static TimeStep step(JsonObject json) {
        long nanoseconds = json.has("nanoseconds") ? json.longInteger("nanoseconds") : 0;
        Duration duration = Duration.ofSeconds(json.longInteger("seconds"), nanoseconds);
        return new TimeStep(json.longInteger("months"), duration);
    }

    static Preparation of(JsonObject json, Scaler scaler) {
        json.requireOnly("columns", "log", "calendar", "timeColumn", "months", "seconds", "nanoseconds");
        boolean hasTimes = json.has("timeColumn");
        Preparation preparation = new Preparation(
                json.strings("columns"),
                hasTimes ? json.string("timeColumn") : null,
                hasTimes ? step(json) : null,
                json.strings("calendar").stream().map(CalendarFeature::valueOf).toList(),
                json.bool("log"),
                scaler);
        if (scaler.columns() != preparation.columns().size()
                || !hasTimes && !preparation.calendar().isEmpty()) {
            throw new IllegalArgumentException("expected a scaler of " + preparation.columns() + ", and times for "
                    + preparation.calendar() + ", but got " + scaler);
        }
        return preparation;
    }
}
