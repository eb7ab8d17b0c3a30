package org.rnn4j.examples.smalldata;

import java.util.List;
import java.util.Locale;
import org.rnn4j.examples.Spread;
import org.rnn4j.io.JsonObject;

/**
 * How one technique does.
 *
 * @param technique the technique
 * @param accuracy the test accuracies
 * @param gain the mean accuracy above that of the base
 */
record TechniqueRow(Technique technique, Spread accuracy, double gain) {
    /** The names of the columns of the table. */
    static final List<String> COLUMNS = List.of("base", "technique", "mean", "sd", "gain");

    /** The fields of its line in the table. */
    List<String> fields() {
        return List.of(
                technique.base(),
                technique.name(),
                number(accuracy.mean()),
                number(accuracy.deviation()),
                number(gain));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("base", technique.base())
                .put("technique", technique.name())
                .put("accuracy", accuracy.toJson())
                .put("gain", gain)
                .build();
    }
}
