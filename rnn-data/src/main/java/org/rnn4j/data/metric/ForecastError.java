package org.rnn4j.data.metric;

import java.util.Arrays;
import org.rnn4j.tensor.Metric;
import org.rnn4j.tensor.SeriesBatch;
import org.rnn4j.tensor.Tensor;

/**
 * The mean error of real-valued predictions, of any shape that the targets have too. Elements that a mask leaves out and
 * steps behind a sequence's length do not count, and may hold anything; an element that counts must be finite. Summed in
 * double.
 *
 * <p>Where a training has sequences as targets, such as windows of a series, {@link #ofSeries} is the metric:
 *
 * <pre>{@code
 * Metric<Tensor, SeriesBatch> error = ForecastError.meanAbsolute().ofSeries();
 * }</pre>
 */
public final class ForecastError implements Metric<Tensor, Tensor> {
    /** Targets may have any number of features. */
    private static final int ANY = 0;

    private final String name;
    private final ElementError error;
    private final boolean rooted;
    private final int features;
    private double sum;
    private long count;

    /** The error of one element. */
    @FunctionalInterface
    private interface ElementError {
        double of(double prediction, double target, int feature);
    }

    private ForecastError(String name, ElementError error, boolean rooted) {
        this(name, error, rooted, ANY);
    }

    private ForecastError(String name, ElementError error, boolean rooted, int features) {
        this.name = name;
        this.error = error;
        this.rooted = rooted;
        this.features = features;
    }

    /** The mean absolute error, {@code mae}. */
    public static ForecastError meanAbsolute() {
        return new ForecastError("mae", (x, y, feature) -> Math.abs(x - y), false);
    }

    /** The root of the mean squared error, {@code rmse}. */
    public static ForecastError rootMeanSquare() {
        return new ForecastError("rmse", (x, y, feature) -> (x - y) * (x - y), true);
    }

    /** The mean squared error, {@code mse}. */
    public static ForecastError meanSquare() {
        return new ForecastError("mse", (x, y, feature) -> (x - y) * (x - y), false);
    }

    /**
     * The mean absolute error as percentage of the target, {@code mape}: {@code 100 |x - y| / |y|}. A target 0 is an error;
     * near 0 the figure says little.
     */
    public static ForecastError meanAbsolutePercentage() {
        return new ForecastError("mape", ForecastError::percentage, false);
    }

    private static double percentage(double prediction, double target, int feature) {
        if (target == 0) {
            throw new IllegalArgumentException("ForecastError: a target is 0, of which there is no percentage; take"
                    + " meanAbsolute, symmetricPercentage or meanAbsoluteScaled, or mask it");
        }
        return 100 * Math.abs(prediction - target) / Math.abs(target);
    }

    /**
     * The symmetric mean absolute percentage error, {@code smape}, from 0 to 200: {@code 200 |x - y| / (|x| + |y|)}, and 0
     * where both are 0.
     */
    public static ForecastError symmetricPercentage() {
        return new ForecastError(
                "smape", (x, y, feature) -> x == y ? 0 : 200 * Math.abs(x - y) / (Math.abs(x) + Math.abs(y)), false);
    }

    /**
     * The mean absolute scaled error, {@code mase} (Hyndman and Koehler 2006): the absolute error divided by that of a
     * naive forecast on the training rows.
     *
     * @param divisors the error of {@link org.rnn4j.data.baseline.NaiveForecast#meanAbsoluteError}, one for all or one for
     *     each feature of the last axis
     */
    public static ForecastError meanAbsoluteScaled(double... divisors) {
        for (double divisor : divisors) {
            if (!(divisor > 0) || Double.isInfinite(divisor)) {
                throw new IllegalArgumentException("ForecastError: expected finite divisors above 0, but got " + divisor
                        + "; a naive forecast without error cannot be a measure");
            }
        }
        if (divisors.length == 0) {
            throw new IllegalArgumentException("ForecastError: expected at least 1 divisor, but got none");
        }
        double[] kept = divisors.clone();
        return new ForecastError(
                "mase",
                (x, y, feature) -> Math.abs(x - y) / (kept.length == 1 ? kept[0] : kept[feature]),
                false,
                kept.length == 1 ? ANY : kept.length);
    }

    /** The mean pinball loss of predictions of a quantile between 0 and 1, {@code pinball}. */
    public static ForecastError pinball(double quantile) {
        if (!(quantile > 0 && quantile < 1)) {
            throw new IllegalArgumentException(
                    "ForecastError: expected a quantile between 0 and 1, but got " + quantile);
        }
        return new ForecastError(
                "pinball", (x, y, feature) -> y > x ? quantile * (y - x) : (1 - quantile) * (x - y), false);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void add(Tensor predictions, Tensor targets) {
        requireShape(predictions, targets);
        int width = width(targets);
        for (int i = 0; i < targets.count(); i++) {
            addElement(predictions, targets, i, width);
        }
    }

    /** Adds the elements where the mask is true; it has one entry per element, row-major. */
    public void add(Tensor predictions, Tensor targets, boolean[] mask) {
        requireShape(predictions, targets);
        if (mask.length != targets.count()) {
            throw new IllegalArgumentException("ForecastError: expected a mask with one entry for each of the "
                    + targets.count() + " elements, but got " + mask.length);
        }
        int width = width(targets);
        for (int i = 0; i < mask.length; i++) {
            if (mask[i]) {
                addElement(predictions, targets, i, width);
            }
        }
    }

    /** Adds the valid steps of predictions {@code [time, batch, feature]}. */
    public void add(Tensor predictions, SeriesBatch targets) {
        requireShape(predictions, targets.values());
        int width = targets.features();
        for (int t = 0; t < targets.time(); t++) {
            for (int b = 0; b < targets.batch(); b++) {
                for (int f = 0; t < targets.lengths().get(b) && f < width; f++) {
                    addElement(predictions, targets.values(), (t * targets.batch() + b) * width + f, width);
                }
            }
        }
    }

    /** This figure as a metric of sequences, over their valid steps; what one of the two has collected, the other has too. */
    public Metric<Tensor, SeriesBatch> ofSeries() {
        return new SeriesForecastError(this);
    }

    private static int width(Tensor targets) {
        return targets.rank() == 0 ? 1 : targets.size(-1);
    }

    private void requireShape(Tensor predictions, Tensor targets) {
        if (!Arrays.equals(predictions.shape(), targets.shape())) {
            throw new IllegalArgumentException("ForecastError: expected predictions with the targets' shape "
                    + Arrays.toString(targets.shape()) + ", but got " + Arrays.toString(predictions.shape()));
        }
        if (features != ANY && features != width(targets)) {
            throw new IllegalArgumentException(
                    "ForecastError: expected 1 divisor or one for each feature, but there are " + features
                            + " divisors and " + width(targets) + " features");
        }
    }

    private void addElement(Tensor predictions, Tensor targets, int i, int width) {
        float prediction = predictions.values()[i];
        float target = targets.values()[i];
        if (!Float.isFinite(prediction) || !Float.isFinite(target)) {
            throw new IllegalArgumentException("ForecastError: expected finite values, but element " + i
                    + " has the prediction " + prediction + " and the target " + target
                    + "; mask targets that are missing");
        }
        sum += error.of(prediction, target, i % width);
        count++;
    }

    @Override
    public double value() {
        double mean = count == 0 ? Double.NaN : sum / count;
        return rooted ? Math.sqrt(mean) : mean;
    }

    @Override
    public boolean higherIsBetter() {
        return false;
    }

    @Override
    public void reset() {
        sum = 0;
        count = 0;
    }

    @Override
    public double[] state() {
        return new double[] {sum, count};
    }

    @Override
    public void restore(double[] state) {
        if (state.length != 2) {
            throw new IllegalArgumentException("ForecastError.restore: expected 2 numbers, but got " + state.length
                    + "; is it another metric's state?");
        }
        sum = state[0];
        count = (long) state[1];
    }
}
