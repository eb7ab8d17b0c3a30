package org.rnn4j.examples.forecast;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.rnn4j.data.series.CovariateSeries;
import org.rnn4j.data.series.MissingValues;
import org.rnn4j.data.series.SeriesWindows;
import org.rnn4j.data.series.TimeStep;
import org.rnn4j.data.series.WindowShape;
import org.rnn4j.examples.UserError;
import org.rnn4j.io.JsonObject;
import org.rnn4j.kernel.Context;
import org.rnn4j.tensor.Tensor;

/** Forecasts what follows the last row of a table, and prints it as CSV. */
final class ForecastAnswer {
    private final TrainedForecaster forecaster;
    private final Context context;
    private final PrintStream out;

    ForecastAnswer(TrainedForecaster forecaster, Context context, PrintStream out) {
        this.forecaster = forecaster;
        this.context = context;
        this.out = out;
    }

    /** Answers a CSV table on a stream. */
    List<JsonObject> answer(InputStream in) throws IOException {
        Path file = Files.createTempFile("standard-input", ".csv");
        try {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            return answer(file);
        } finally {
            Files.delete(file);
        }
    }

    /** Answers the table in a file. */
    List<JsonObject> answer(Path file) {
        Preparation preparation = forecaster.preparation();
        SeriesTable table = SeriesTable.read(file, preparation.columns(), preparation.timeColumn(), Integer.MAX_VALUE);
        Sizes sizes = forecaster.model().sizes();
        if (table.rows() < sizes.past()) {
            throw new UserError("expected at least the " + sizes.past() + " rows that the model sees, but got "
                    + table.rows() + "; give more of the past");
        }
        Tensor quantiles = forecaster.forecast(context, window(table, sizes));
        return print(quantiles, sizes, futureTimes(table, sizes));
    }

    /** The last rows of the table, and rows without values for the steps to come. */
    private SeriesWindows window(SeriesTable table, Sizes sizes) {
        WindowShape shape = new WindowShape(sizes.past(), sizes.gap(), sizes.horizon());
        float[][] values = Arrays.copyOfRange(table.values(), table.rows() - sizes.past(), table.rows());
        float[][] all = Arrays.copyOf(values, shape.steps());
        for (int t = 0; t < sizes.past(); t++) {
            for (int c = 0; c < all[t].length; c++) {
                if (Float.isNaN(all[t][c])) {
                    throw new UserError("expected no missing value in the last " + sizes.past() + " rows, but row "
                            + (table.rows() - sizes.past() + t + 1) + " has none in column '"
                            + table.columns().get(c) + "'; fill it in");
                }
            }
        }
        Arrays.fill(all, sizes.past(), shape.steps(), values[sizes.past() - 1]); // never read: the window ends before
        List<LocalDateTime> times = new ArrayList<>();
        if (forecaster.preparation().step() != null) {
            times.addAll(table.times().subList(table.rows() - sizes.past(), table.rows()));
            times.addAll(stepsAfter(table, sizes.gap() + sizes.horizon()));
        }
        CovariateSeries series = forecaster.preparation().series(all, times);
        return SeriesWindows.of(series, shape, MissingValues.REFUSE);
    }

    private List<LocalDateTime> stepsAfter(SeriesTable table, int steps) {
        TimeStep step = Objects.requireNonNull(forecaster.preparation().step());
        LocalDateTime last = table.times().get(table.rows() - 1);
        List<LocalDateTime> times = new ArrayList<>();
        for (int i = 1; i <= steps; i++) {
            times.add(step.after(last, i));
        }
        return times;
    }

    private List<String> futureTimes(SeriesTable table, Sizes sizes) {
        TimeStep step = forecaster.preparation().step();
        if (step == null) {
            return List.of();
        }
        return stepsAfter(table, sizes.gap() + sizes.horizon()).stream()
                .skip(sizes.gap())
                .map(time -> Times.format(time, step))
                .toList();
    }

    private List<JsonObject> print(Tensor quantiles, Sizes sizes, List<String> times) {
        StringBuilder header = new StringBuilder(times.isEmpty() ? "step" : "step,time");
        for (double quantile : sizes.quantiles()) {
            header.append(String.format(Locale.ROOT, ",q%.4g", 100 * quantile).replaceAll("\\.?0+$", ""));
        }
        out.println(header);
        List<JsonObject> answers = new ArrayList<>();
        for (int h = 0; h < sizes.horizon(); h++) {
            int step = sizes.gap() + h + 1;
            StringBuilder line = new StringBuilder(Integer.toString(step));
            JsonObject.Builder json = JsonObject.builder().put("step", step);
            if (!times.isEmpty()) {
                line.append(',').append(times.get(h));
                json.put("time", times.get(h));
            }
            List<Double> values = new ArrayList<>();
            for (int q = 0; q < sizes.quantiles().length; q++) {
                values.add((double) quantiles.get(0, h, q));
                line.append(',').append(quantiles.get(0, h, q));
            }
            out.println(line);
            answers.add(json.put("quantiles", values).build());
        }
        out.flush();
        return answers;
    }
}
