package org.rnn4j.examples.transfer;

import java.util.List;
import org.rnn4j.io.JsonObject;

/**
 * The mean of several figures and their standard deviation (of a sample: the sum of squares over n - 1).
 *
 * @param mean the mean
 * @param sd the standard deviation
 */
record Spread(double mean, double sd) {
    /** Of at least two figures. */
    static Spread of(List<Double> figures) {
        double mean = figures.stream().mapToDouble(Double::doubleValue).sum() / figures.size();
        double squares = figures.stream()
                .mapToDouble(figure -> (figure - mean) * (figure - mean))
                .sum();
        return new Spread(mean, Math.sqrt(squares / (figures.size() - 1)));
    }

    JsonObject toJson() {
        return JsonObject.builder().put("mean", mean).put("sd", sd).build();
    }
}
