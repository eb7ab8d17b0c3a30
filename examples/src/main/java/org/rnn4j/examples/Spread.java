package org.rnn4j.examples;

import java.util.List;
import java.util.Locale;
import org.rnn4j.io.JsonObject;

/**
 * The figures of several seeds.
 *
 * @param values one figure for each seed, in order; at least one
 */
public record Spread(List<Double> values) {
    /** Copies the figures. */
    public Spread {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("Spread: expected at least 1 figure, but got none");
        }
    }

    /** The mean. */
    public double mean() {
        return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
    }

    /** The standard deviation of the sample; 0 for a single figure. */
    public double deviation() {
        double mean = mean();
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        return values.size() < 2 ? 0 : Math.sqrt(squares / (values.size() - 1));
    }

    /** Mean, standard deviation and all figures. */
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("mean", mean())
                .put("sd", deviation())
                .put("values", values)
                .build();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.4f +- %.4f", mean(), deviation());
    }
}
