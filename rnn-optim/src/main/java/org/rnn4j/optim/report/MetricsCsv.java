package org.rnn4j.optim.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rnn4j.optim.EpochReport;
import org.rnn4j.optim.Resumption;
import org.rnn4j.optim.TrainingListener;
import org.rnn4j.optim.TrainingPlan;
import org.rnn4j.optim.TrainingResult;

/**
 * Writes the figures of each epoch as a row of a CSV file (RFC 4180, UTF-8): epoch, steps, {@code train_...}, {@code
 * validation_...}, examples, seconds, examples_per_second, with 9 significant digits. Each row is in the file as soon as its epoch is over; an
 * existing file is replaced. A resumed run begins with the rows of its past epochs. Fields of figures that an epoch lacks
 * are empty: it was not evaluated, or all its steps were left out, so that the rules reported nothing.
 */
public final class MetricsCsv implements TrainingListener {
    private static final String TRAINING = "train_";
    private static final String VALIDATION = "validation_";
    private static final String AFTER_FIGURES = "examples";

    private final Path file;
    private final List<Map<String, String>> rows = new ArrayList<>();
    private @Nullable Writer writer;
    private Set<String> columns = Set.of();

    /** Writes to this file, in a directory that exists. */
    public MetricsCsv(Path file) {
        this.file = file;
    }

    @Override
    public void started(TrainingPlan plan) {
        columns = Set.of();
        rows.clear();
        open();
    }

    private void open() {
        attempt(() -> writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8));
    }

    @Override
    public void resumed(Resumption resumption) {
        resumption.history().forEach(this::epochFinished);
    }

    @Override
    public void epochFinished(EpochReport report) {
        Map<String, String> row = row(report);
        Set<String> wider = columnsWith(row.keySet());
        rows.add(row);
        if (wider.equals(columns)) {
            write(row);
            return;
        }
        columns = wider;
        if (rows.size() > 1) {
            close();
            open();
        }
        writeFields(columns);
        rows.forEach(this::write);
    }

    /** The columns so far and those of another row: figures of training, then figures of evaluations, which come and go. */
    private Set<String> columnsWith(Set<String> more) {
        if (columns.isEmpty()) {
            return more;
        }
        List<String> all = new ArrayList<>(columns);
        for (String name : more) {
            if (!columns.contains(name)) {
                all.add(name.startsWith(TRAINING) ? firstAfterTraining(all) : all.indexOf(AFTER_FIGURES), name);
            }
        }
        return new LinkedHashSet<>(all);
    }

    private static int firstAfterTraining(List<String> names) {
        int i = 0;
        while (!names.get(i).startsWith(VALIDATION) && !names.get(i).equals(AFTER_FIGURES)) {
            i++;
        }
        return i;
    }

    private void write(Map<String, String> row) {
        writeFields(columns.stream().map(name -> row.getOrDefault(name, "")).toList());
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
        report.training().forEach((name, value) -> row.put(TRAINING + name, digits(value)));
        report.validation().forEach((name, value) -> row.put(VALIDATION + name, digits(value)));
        row.put(AFTER_FIGURES, Long.toString(report.examples()));
        row.put("seconds", digits(report.seconds()));
        row.put("examples_per_second", digits(report.examplesPerSecond()));
        return row;
    }

    private static String digits(double value) {
        return Digits.significant(value, 9);
    }

    private void writeFields(Iterable<String> fields) {
        StringBuilder line = new StringBuilder();
        for (String field : fields) {
            line.append(CsvField.of(field)).append(',');
        }
        Writer open = writer;
        if (open == null) {
            throw new IllegalStateException("MetricsCsv: " + file + " is not open; add it to a trainer as listener");
        }
        attempt(() -> {
            line.setLength(line.length() - 1);
            open.write(line.append("\r\n").toString());
            open.flush();
        });
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
