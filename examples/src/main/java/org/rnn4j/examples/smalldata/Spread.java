package org.rnn4j.examples.smalldata;

import java.util.Arrays;
import java.util.Locale;
import org.rnn4j.io.JsonObject;

/**
 * The figures of several seeds.
 *
 * @param values one figure for each seed, in order
 */
record Spread(double[] values) {
    /** The mean. */
    double mean() {
        return Arrays.stream(values).sum() / values.length;
    }

    /** The standard deviation of the sample; 0 for a single figure. */
    double deviation() {
        double mean = mean();
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("mean", mean())
                .put("sd", deviation())
                .put("values", Arrays.stream(values).boxed().toList())
                .build();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.4f +- %.4f", mean(), deviation());
    }
}
