package org.rnn4j.benchmarks.peers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rnn4j.io.JsonObject;

/** The medians and ratios of everything measured so far, as Markdown and as JSON. */
final class RatioTable {
    private final List<Measure> measures;
    private final Journal journal;

    RatioTable(List<Measure> measures, Journal journal) {
        this.measures = measures;
        this.journal = journal;
    }

    /** The fastest rival's median over ours; NaN while one is missing. */
    double ratio(Measure measure) {
        double best = Double.NaN;
        for (Subject rival : measure.rivals()) {
            double median = journal.median(measure, rival);
            best = Double.isNaN(best) || median < best ? median : best;
        }
        return best / journal.median(measure, measure.ours());
    }

    private double peak() {
        for (Measure measure : measures) {
            if (measure.group().equals(Measures.PEAK)) {
                return journal.runs(measure, measure.ours()).stream()
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElse(Double.NaN);
            }
        }
        return Double.NaN;
    }

    private double speed(Measure measure) {
        return measure.flops() / journal.median(measure, measure.ours()) / 1e6;
    }

    private List<Measure> measured() {
        return measures.stream()
                .filter(measure -> !journal.runs(measure, measure.ours()).isEmpty())
                .toList();
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        Map<String, List<Measure>> groups = new LinkedHashMap<>();
        for (Measure measure : measured()) {
            groups.computeIfAbsent(measure.group(), key -> new ArrayList<>()).add(measure);
        }
        groups.forEach((group, rows) -> appendGroup(text, group, rows));
        return text.toString();
    }

    private void appendGroup(StringBuilder text, String group, List<Measure> rows) {
        List<String> rivals = new ArrayList<>();
        rows.forEach(row -> row.rivals().stream()
                .map(Subject::name)
                .filter(name -> !rivals.contains(name))
                .forEach(rivals::add));
        text.append("### ").append(group).append("\n\n| | RNN4J |");
        rivals.forEach(rival -> text.append(' ').append(rival).append(" |"));
        boolean flops = rows.get(0).flops() > 0;
        text.append(rivals.isEmpty() ? "" : " ratio | to reach |").append(flops ? " GFLOP/s | of the peak |" : "");
        text.append("\n|---|---|")
                .append("---|".repeat(rivals.size()))
                .append(rivals.isEmpty() ? "" : "---|---|")
                .append(flops ? "---|---|\n" : "\n");
        for (Measure row : rows) {
            text.append("| ")
                    .append(row.name())
                    .append(" | ")
                    .append(value(row, row.ours()))
                    .append(" |");
            for (String rival : rivals) {
                text.append(' ').append(rivalValue(row, rival)).append(" |");
            }
            if (!rivals.isEmpty()) {
                text.append(format(" %.2f | %s |", ratio(row), row.reach()));
            }
            if (flops) {
                text.append(format(" %.0f | %s |", speed(row), ofPeak(row)));
            }
            text.append('\n');
        }
        appendMean(text, rows);
        text.append('\n');
    }

    private void appendMean(StringBuilder text, List<Measure> rows) {
        double[] ratios = rows.stream()
                .mapToDouble(this::ratio)
                .filter(ratio -> !Double.isNaN(ratio))
                .toArray();
        if (ratios.length > 1) {
            double sum = 0;
            for (double ratio : ratios) {
                sum += Math.log(ratio);
            }
            text.append(format("\nGeometric mean of the ratios: %.2f\n", Math.exp(sum / ratios.length)));
        }
    }

    /** The share of the peak of all cores that were used, or nothing where the peak was not measured. */
    private String ofPeak(Measure row) {
        double share = speed(row) / (row.threads() * peak());
        return Double.isNaN(share) ? "" : format("%.0f %%", 100 * share);
    }

    private String rivalValue(Measure row, String rival) {
        for (Subject subject : row.rivals()) {
            if (subject.name().equals(rival)) {
                return value(row, subject);
            }
        }
        return "";
    }

    /** The median with its unit and, of several runs, the lowest and the highest. */
    private String value(Measure measure, Subject subject) {
        List<Double> sorted = journal.runs(measure, subject).stream().sorted().toList();
        if (sorted.isEmpty()) {
            return "";
        }
        double median = journal.median(measure, subject);
        String number = median < 1 ? "%.3f" : median < 10 ? "%.2f" : "%.1f";
        String value = format(number + " %s", median, measure.unit());
        if (sorted.size() == 1) {
            return value;
        }
        return value + format(" (" + number + " to " + number + ")", sorted.get(0), sorted.get(sorted.size() - 1));
    }

    /** Everything measured, run by run. */
    JsonObject json() {
        List<JsonObject> rows = new ArrayList<>();
        for (Measure measure : measured()) {
            JsonObject.Builder row = JsonObject.builder()
                    .put("group", measure.group())
                    .put("name", measure.name())
                    .put("unit", measure.unit())
                    .put("RNN4J", journal.runs(measure, measure.ours()));
            measure.rivals().forEach(rival -> row.put(rival.name(), journal.runs(measure, rival)));
            double ratio = ratio(measure);
            if (!Double.isNaN(ratio)) {
                row.put("ratio", ratio).put("reach", measure.reach());
            }
            rows.add(row.build());
        }
        JsonObject.Builder table = JsonObject.builder();
        if (!Double.isNaN(peak())) {
            table.put("peakGigaflops", peak());
        }
        return table.put("measures", rows).build();
    }

    /** What was measured on: processor, cores, JVM. */
    static String machine() {
        return "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                + ", " + Runtime.getRuntime().availableProcessors() + " processors";
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
