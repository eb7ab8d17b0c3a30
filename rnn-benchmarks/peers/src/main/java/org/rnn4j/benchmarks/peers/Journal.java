package org.rnn4j.benchmarks.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rnn4j.io.JsonObject;

/** All runs so far, one JSON object a line, so that an interrupted comparison goes on where it was. */
final class Journal {
    private final Path file;
    private final Map<String, List<Double>> runs = new LinkedHashMap<>();

    private Journal(Path file) {
        this.file = file;
    }

    static Journal open(Path file) throws IOException {
        Journal journal = new Journal(file);
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                JsonObject run = JsonObject.parse(line, file.toString());
                journal.remember(run.string("measure"), run.string("subject"), run.number("value"));
            }
        }
        return journal;
    }

    void add(Measure measure, Subject subject, double value) throws IOException {
        JsonObject run = JsonObject.builder()
                .put("measure", measure.key())
                .put("subject", subject.name())
                .put("unit", measure.unit())
                .put("value", value)
                .build();
        String line = run.toString().replace("\n", " ") + "\n";
        Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        remember(measure.key(), subject.name(), value);
    }

    private void remember(String measure, String subject, double value) {
        runs.computeIfAbsent(measure + " | " + subject, key -> new ArrayList<>())
                .add(value);
    }

    /** The runs of a subject, in the order they were made. */
    List<Double> runs(Measure measure, Subject subject) {
        return runs.getOrDefault(measure.key() + " | " + subject.name(), List.of());
    }

    /** The median, of an even number of runs the lower of the two in the middle; NaN without runs. */
    double median(Measure measure, Subject subject) {
        List<Double> sorted = runs(measure, subject).stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get((sorted.size() - 1) / 2);
    }
}
