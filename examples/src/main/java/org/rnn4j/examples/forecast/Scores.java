package org.rnn4j.examples.forecast;

import org.rnn4j.data.baseline.NaiveForecast;
import org.rnn4j.data.metric.ForecastError;
import org.rnn4j.data.metric.IntervalCoverage;
import org.rnn4j.data.series.SeriesWindows;
import org.rnn4j.tensor.Tensor;

/** Figures of forecasts beside those of naive ones for the same windows, collected fold by fold. */
final class Scores {
    private final Task task;
    private final float[] truth;
    private final float[] filled;
    private final double divisor;
    private final ForecastError mae = ForecastError.meanAbsolute();
    private final ForecastError rmse = ForecastError.rootMeanSquare();
    private final ForecastError smape = ForecastError.symmetricPercentage();
    private final ForecastError mase;
    private final ForecastError masePersistence;
    private final ForecastError maseSeasonalNaive;
    private final IntervalCoverage coverage = new IntervalCoverage();
    private int windows;

    /** Scores whose unit is the error of the seasonal naive forecast on the rows before {@code trainTo}. */
    Scores(Task task, int trainTo) {
        this.task = task;
        truth = task.table().target();
        filled = filled(truth);
        divisor = NaiveForecast.seasonal(task.season()).meanAbsoluteError(truth, 0, trainTo);
        mase = ForecastError.meanAbsoluteScaled(divisor);
        masePersistence = ForecastError.meanAbsoluteScaled(divisor);
        maseSeasonalNaive = ForecastError.meanAbsoluteScaled(divisor);
    }

    /** With the last value before it in place of each missing one: naive forecasts may reach back to one. */
    private static float[] filled(float[] values) {
        float[] filled = values.clone();
        for (int t = 1; t < filled.length; t++) {
            filled[t] = Float.isNaN(filled[t]) ? filled[t - 1] : filled[t];
        }
        return filled;
    }

    /** Adds the quantiles {@code [windows, horizon, quantiles]} of these windows. */
    void add(SeriesWindows chosen, Tensor quantiles, int median) {
        int[] firsts = chosen.firstTargets();
        for (int w = 0; w < firsts.length; w++) {
            addWindow(firsts[w], quantiles, w, median);
        }
        windows += firsts.length;
    }

    private void addWindow(int first, Tensor quantiles, int window, int median) {
        int horizon = task.shape().horizon();
        int gap = task.shape().gap();
        Tensor target = Tensor.zeros(horizon, 1);
        System.arraycopy(truth, first, target.values(), 0, horizon);
        Tensor forecast = column(quantiles, window, median);
        mae.add(forecast, target);
        rmse.add(forecast, target);
        smape.add(forecast, target);
        mase.add(forecast, target);
        Tensor low = column(quantiles, window, 0);
        Tensor high = column(quantiles, window, quantiles.size(-1) - 1);
        coverage.add(new IntervalCoverage.Interval(low, high), target);
        int last = first - 1 - gap;
        masePersistence.add(naive(NaiveForecast.persistence(), last, gap, horizon), target);
        maseSeasonalNaive.add(naive(NaiveForecast.seasonal(task.season()), last, gap, horizon), target);
    }

    private Tensor naive(NaiveForecast forecast, int last, int gap, int horizon) {
        return Tensor.of(forecast.forecast(filled, last, gap, horizon), horizon, 1);
    }

    private static Tensor column(Tensor quantiles, int window, int quantile) {
        Tensor column = Tensor.zeros(quantiles.size(1), 1);
        for (int h = 0; h < column.count(); h++) {
            column.values()[h] = quantiles.get(window, h, quantile);
        }
        return column;
    }

    int windows() {
        return windows;
    }

    double divisor() {
        return divisor;
    }

    double mae() {
        return mae.value();
    }

    double rmse() {
        return rmse.value();
    }

    double smape() {
        return smape.value();
    }

    double mase() {
        return mase.value();
    }

    double masePersistence() {
        return masePersistence.value();
    }

    double maseSeasonalNaive() {
        return maseSeasonalNaive.value();
    }

    IntervalCoverage coverage() {
        return coverage;
    }
}
