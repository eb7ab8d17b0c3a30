package org.rnn4j.examples.forecast;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.rnn4j.data.series.SeriesWindows;
import org.rnn4j.optim.report.ForecastPicture;
import org.rnn4j.tensor.Tensor;

/** Forecasts that follow each other without a gap, for the picture: at most so many steps, the last of the test. */
final class PictureData {
    private static final int MOST_STEPS = 240;

    private final Task task;
    private final double[] forecast;
    private final double[] low;
    private final double[] high;
    private int next;

    PictureData(Task task) {
        this.task = task;
        int rows = task.table().rows();
        forecast = new double[rows];
        low = new double[rows];
        high = new double[rows];
        int horizon = task.shape().horizon();
        int most = Math.max(1, MOST_STEPS / horizon);
        next = rows - Math.min(most, (rows - task.firstTest()) / horizon) * horizon;
        Arrays.fill(forecast, Double.NaN);
    }

    /** Takes those of the forecasts that continue the ones it has. */
    void add(SeriesWindows windows, Tensor quantiles, int median) {
        int[] firsts = windows.firstTargets();
        for (int w = 0; w < firsts.length; w++) {
            if (firsts[w] >= next) {
                for (int h = 0; h < quantiles.size(1); h++) {
                    low[firsts[w] + h] = quantiles.get(w, h, 0);
                    forecast[firsts[w] + h] = quantiles.get(w, h, median);
                    high[firsts[w] + h] = quantiles.get(w, h, quantiles.size(-1) - 1);
                }
                next = firsts[w] + quantiles.size(1);
            }
        }
    }

    void save(Path out) throws IOException {
        int rows = task.table().rows();
        int from = 0;
        while (from < rows && Double.isNaN(forecast[from])) {
            from++;
        }
        int to = Math.min(next, rows);
        double[] truth = new double[to - from];
        float[] target = task.table().target();
        for (int i = 0; i < truth.length; i++) {
            truth[i] = target[from + i];
        }
        ForecastPicture picture = ForecastPicture.of(
                task.table().columns().get(0) + ": forecasts of " + task.shape().horizon()
                        + " steps, one after the other",
                new ForecastPicture.Band(
                        truth, part(forecast, from, to), part(low, from, to), part(high, from, to), label()),
                task.step() == null ? x -> Integer.toString(x + 1) : label(from));
        picture.saveSvg(out.resolve("forecast.svg"));
        picture.savePng(out.resolve("forecast.png"));
    }

    private String label() {
        return Math.round(100 * task.settings().interval) + " % band";
    }

    private java.util.function.IntFunction<String> label(int from) {
        return x -> Times.format(
                task.table().times().get(Math.min(from + x, task.table().rows() - 1)),
                Objects.requireNonNull(task.step()));
    }

    private static double[] part(double[] values, int from, int to) {
        return Arrays.copyOfRange(values, from, to);
    }
}
