package org.rnn4j.optim.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rnn4j.optim.EpochReport;
import org.rnn4j.optim.TrainingListener;
import org.rnn4j.optim.TrainingPlan;
import org.rnn4j.optim.TrainingResult;

/**
 * Writes the figures of each epoch as a row of a CSV file (RFC 4180, UTF-8): epoch, steps, {@code train_...}, {@code
 * validation_...}, examples, seconds, examples_per_second, with 9 significant digits. Each row is in the file as soon as its epoch is over; an
 * existing file is replaced.
 */
public final class MetricsCsv implements TrainingListener {
    private final Path file;
    private @Nullable Writer writer;
    private Set<String> columns = Set.of();

    /** Writes to this file, in a directory that exists. */
    public MetricsCsv(Path file) {
        this.file = file;
    }

    @Override
    public void started(TrainingPlan plan) {
        columns = Set.of();
        attempt(() -> writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8));
    }

    @Override
    public void epochFinished(EpochReport report) {
        Map<String, String> row = row(report);
        if (columns.isEmpty()) {
            columns = row.keySet();
            write(columns);
        }
        if (!columns.equals(row.keySet())) {
            throw new IllegalStateException("MetricsCsv: expected the columns " + columns + ", but epoch "
                    + report.epoch() + " has " + row.keySet());
        }
        write(row.values());
    }

    @Override
    public void finished(TrainingResult result) {
        close();
    }

    @Override
    public void failed(Throwable failure) {
        close();
    }

    private static Map<String, String> row(EpochReport report) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("epoch", Integer.toString(report.epoch()));
        row.put("steps", Long.toString(report.steps()));
        report.training().forEach((name, value) -> row.put("train_" + name, digits(value)));
        report.validation().forEach((name, value) -> row.put("validation_" + name, digits(value)));
        row.put("examples", Long.toString(report.examples()));
        row.put("seconds", digits(report.seconds()));
        row.put("examples_per_second", digits(report.examplesPerSecond()));
        return row;
    }

    private static String digits(double value) {
        return Digits.significant(value, 9);
    }

    private void write(Iterable<String> fields) {
        StringBuilder line = new StringBuilder();
        for (String field : fields) {
            line.append(line.length() == 0 ? "" : ",").append(quoted(field));
        }
        Writer open = writer;
        if (open == null) {
            throw new IllegalStateException("MetricsCsv: " + file + " is not open; add it to a trainer as listener");
        }
        attempt(() -> {
            open.write(line.append("\r\n").toString());
            open.flush();
        });
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    private void close() {
        Writer open = writer;
        writer = null;
        if (open != null) {
            attempt(open::close);
        }
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private void attempt(Writing writing) {
        try {
            writing.run();
        } catch (IOException failure) {
            throw new UncheckedIOException("MetricsCsv: cannot write " + file + ": " + failure.getMessage(), failure);
        }
    }
}
