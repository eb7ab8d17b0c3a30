package org.rnn4j.data.metric;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.rnn4j.tensor.Metric;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;
import org.rnn4j.tensor.Tensor;

/**
 * Confidence intervals by the bootstrap (Efron 1979), percentile method: as many examples as there are, drawn with
 * replacement again and again; the interval holds the middle part of the figures. It says how much the choice of test
 * examples matters, not how much another seed of the training would. A function of the examples and the key alone.
 *
 * <pre>{@code
 * Bootstrap bootstrap = new Bootstrap(2_000, 0.95, key.child("bootstrap"));
 * ConfidenceInterval accuracy = bootstrap.of(Accuracy::new, logits, labels);
 * }</pre>
 *
 * @param resamples how often is drawn
 * @param confidence the part of the figures that the interval holds, between 0 and 1
 * @param key where the draws come from
 */
public record Bootstrap(int resamples, double confidence, RandomKey key) {
    /** Checks the numbers. */
    public Bootstrap {
        if (resamples < 1 || !(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("Bootstrap: expected at least 1 resample and a confidence between 0 and"
                    + " 1, but got " + resamples + " and " + confidence);
        }
    }

    /** The interval of a metric over outputs {@code [examples, ...]} and labels. */
    public ConfidenceInterval of(Supplier<? extends Metric<Tensor, int[]>> metric, Tensor outputs, int[] labels) {
        if (outputs.rank() < 1 || outputs.size(0) != labels.length) {
            throw new IllegalArgumentException("Bootstrap: expected one label for each row of outputs, but got "
                    + labels.length + " for shape " + Arrays.toString(outputs.shape()));
        }
        return of(labels.length, drawn -> {
            Metric<Tensor, int[]> one = metric.get();
            one.add(
                    rows(outputs, drawn),
                    Arrays.stream(drawn).map(i -> labels[i]).toArray());
            return one.value();
        });
    }

    /** The interval of the mean of one number per example, for example of errors. */
    public ConfidenceInterval ofMean(double[] numbers) {
        return of(numbers.length, drawn -> {
            double sum = 0;
            for (int i : drawn) {
                sum += numbers[i];
            }
            return sum / drawn.length;
        });
    }

    /**
     * The interval of any figure, for example the difference of two models on the same examples.
     *
     * @param examples how many examples there are
     * @param figure the figure of the examples with these indexes, some of which occur several times; never NaN
     */
    public ConfidenceInterval of(int examples, ToDoubleFunction<int[]> figure) {
        if (examples < 1) {
            throw new IllegalArgumentException("Bootstrap: expected at least 1 example, but got " + examples);
        }
        int[] drawn = new int[examples];
        Arrays.setAll(drawn, i -> i);
        double asTheyAre = figure(figure, drawn, "the examples");
        double[] figures = new double[resamples];
        for (int resample = 0; resample < resamples; resample++) {
            RandomStream random = key.child(resample).stream();
            Arrays.setAll(drawn, i -> random.nextInt(examples));
            figures[resample] = figure(figure, drawn, "resample " + resample);
        }
        Arrays.sort(figures);
        double tail = (1 - confidence) / 2;
        return new ConfidenceInterval(asTheyAre, quantile(figures, tail), quantile(figures, 1 - tail), confidence);
    }

    private static double figure(ToDoubleFunction<int[]> function, int[] drawn, String what) {
        double figure = function.applyAsDouble(drawn);
        if (Double.isNaN(figure)) {
            throw new IllegalArgumentException("Bootstrap: the figure of " + what
                    + " is NaN; take more examples, or a figure that every choice of them has");
        }
        return figure;
    }

    /** The quantile between the two nearest figures. */
    static double quantile(double[] sorted, double part) {
        double place = part * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    private static Tensor rows(Tensor outputs, int[] drawn) {
        int[] shape = outputs.shape();
        int width = outputs.count() / shape[0];
        Tensor rows = Tensor.zeros(shape);
        for (int i = 0; i < drawn.length; i++) {
            System.arraycopy(outputs.values(), drawn[i] * width, rows.values(), i * width, width);
        }
        return rows;
    }
}
