package org.rnn4j.optim.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rnn4j.recurrent.GateTrace;
import org.rnn4j.recurrent.GradientTrace;

/** Traces of a recurrent stack as CSV files (RFC 4180, UTF-8), a row for each time step, with 9 significant digits. */
public final class TraceCsv {
    private TraceCsv() {}

    /**
     * Writes step and, for each gate, {@code NAME_low} and {@code NAME_high}; empty where no sequence is so long. An
     * existing file is replaced.
     */
    public static void writeGates(List<GateTrace> gates, Path file) throws IOException {
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (GateTrace gate : gates) {
            double[] low = new double[gate.steps()];
            double[] high = new double[gate.steps()];
            for (int t = 0; t < low.length; t++) {
                low[t] = gate.low(t);
                high[t] = gate.high(t);
            }
            columns.put(gate.name() + "_low", low);
            columns.put(gate.name() + "_high", high);
        }
        write(columns, file);
    }

    /** Writes step and the norm of each trace under its name. An existing file is replaced. */
    public static void writeGradients(List<GradientTrace> traces, Path file) throws IOException {
        Map<String, GradientTrace> named = new LinkedHashMap<>();
        traces.forEach(trace -> named.put(trace.name(), trace));
        writeGradients(named, file);
    }

    /** Writes step and the norm of each trace under the given name; empty behind a shorter one's end. */
    public static void writeGradients(Map<String, GradientTrace> traces, Path file) throws IOException {
        Map<String, double[]> columns = new LinkedHashMap<>();
        traces.forEach((name, trace) -> columns.put(name, trace.norms()));
        write(columns, file);
    }

    private static void write(Map<String, double[]> columns, Path file) throws IOException {
        StringBuilder text = new StringBuilder("step");
        columns.keySet().forEach(name -> text.append(',').append(CsvField.of(name)));
        text.append("\r\n");
        int steps = columns.values().stream()
                .mapToInt(values -> values.length)
                .max()
                .orElse(0);
        for (int t = 0; t < steps; t++) {
            text.append(t);
            for (double[] values : columns.values()) {
                text.append(',')
                        .append(t < values.length && !Double.isNaN(values[t]) ? Digits.significant(values[t], 9) : "");
            }
            text.append("\r\n");
        }
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}
