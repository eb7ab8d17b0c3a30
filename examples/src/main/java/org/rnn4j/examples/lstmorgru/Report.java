package org.rnn4j.examples.lstmorgru;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.rnn4j.data.table.TableFormat;
import org.rnn4j.data.table.TableWriter;
import org.rnn4j.examples.CellKind;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.io.JsonObject;
import org.rnn4j.optim.report.LinePicture;

/** All results as table, JSON and picture. */
record Report(List<Contest.Result> results) {
    private static final List<String> COLUMNS =
            List.of("task", "cell", "hidden", "parameters", "seed", "score", "steps", "solved");

    private Set<Comparison<?>> tasks() {
        Set<Comparison<?>> tasks = new LinkedHashSet<>();
        results.forEach(result -> tasks.add(result.task()));
        return tasks;
    }

    private List<Contest.Result> of(Comparison<?> task, CellKind cell) {
        return results.stream()
                .filter(result -> result.task() == task && result.cell() == cell)
                .toList();
    }

    /** Prints a line for each task and cell. */
    void print(CommonOptions common) {
        for (Comparison<?> task : tasks()) {
            common.say("");
            common.say(
                    "%s: %s, the lower the better; without memory %.4f",
                    task.name(), task.scoreName(), task.plainScore());
            common.say("  cell  hidden  parameters  median       worst        solved  steps    steps of sequences/s");
            for (CellKind cell : CellKind.values()) {
                print(common, of(task, cell));
            }
        }
        common.say("");
    }

    private static void print(CommonOptions common, List<Contest.Result> seeds) {
        if (seeds.isEmpty()) {
            return;
        }
        Contest.Result first = seeds.get(0);
        double[] scores =
                seeds.stream().mapToDouble(Contest.Result::score).sorted().toArray();
        double[] steps =
                seeds.stream().mapToDouble(Contest.Result::steps).sorted().toArray();
        double[] speeds =
                seeds.stream().mapToDouble(Contest.Result::speed).sorted().toArray();
        common.say(
                "  %-4s  %6d  %,10d  %-11.6f  %-11.6f  %-6s  %,7.0f  %,.0f",
                first.cell(),
                first.hidden(),
                first.parameters(),
                median(scores),
                scores[scores.length - 1],
                solved(first.task(), seeds),
                median(steps),
                median(speeds));
    }

    private static String solved(Comparison<?> task, List<Contest.Result> seeds) {
        if (!(task.solved() > 0)) {
            return "-"; // there is no such score
        }
        return seeds.stream().filter(Contest.Result::isSolved).count() + " of " + seeds.size();
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Writes the table, which depends on the seeds alone, and the picture. */
    void save(Path out) throws IOException {
        List<List<String>> rows = results.stream()
                .map(result -> List.of(
                        result.task().name(),
                        result.cell().toString(),
                        Integer.toString(result.hidden()),
                        Long.toString(result.parameters()),
                        Long.toString(result.seed()),
                        Double.toString(result.score()),
                        Integer.toString(result.steps()),
                        Boolean.toString(result.isSolved())))
                .toList();
        TableWriter.write(out.resolve("results.csv"), TableFormat.CSV, COLUMNS, rows);
        LinePicture picture = LinePicture.of(tasks().stream().map(this::panel).toList());
        picture.saveSvg(out.resolve("curves.svg"));
        picture.savePng(out.resolve("curves.png"));
    }

    private LinePicture.Panel panel(Comparison<?> task) {
        List<LinePicture.Line> lines = new ArrayList<>();
        for (CellKind cell : CellKind.values()) {
            for (Contest.Result result : of(task, cell)) {
                lines.add(new LinePicture.Line(
                        cell.toString().toUpperCase(Locale.ROOT), result.looks(), result.scores()));
            }
        }
        Map<String, Double> marks = new LinkedHashMap<>();
        marks.put("without memory", task.plainScore());
        return new LinePicture.Panel(
                task.name() + ": validation " + task.scoreName(), "training step", task.scoreName(), lines, marks);
    }

    List<JsonObject> toJson() {
        return results.stream()
                .map(result -> JsonObject.builder()
                        .put("cell", result.cell().toString())
                        .put("task", result.task().name())
                        .put("parameters", result.parameters())
                        .put("hidden", result.hidden())
                        .put("seed", result.seed())
                        .put("score", result.score())
                        .put("scoreName", result.task().scoreName())
                        .put("plainScore", result.task().plainScore())
                        .put("validationScore", result.validationScore())
                        .put("solved", result.isSolved())
                        .put("steps", result.steps())
                        .put("seconds", result.seconds())
                        .put("speed", result.speed())
                        .build())
                .toList();
    }
}
