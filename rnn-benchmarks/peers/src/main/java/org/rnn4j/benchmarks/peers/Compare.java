package org.rnn4j.benchmarks.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Measures RNN4J and its rivals in turn, each run in a process of its own, and prints the table of ratios.
 *
 * <p>A rival that was 1.15 times slower than another in the first run is not run again: only the fastest counts.
 */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Measures RNN4J and its rivals in turn and prints the table of ratios.")
public final class Compare implements Callable<Integer> {
    private static final double CLEARLY_SLOWER = 1.15;

    @Option(
            names = "--out",
            description =
                    "Where runs.jsonl, table.md and table.json go; default ${DEFAULT-VALUE}. Runs that are there are not"
                            + " made again: take a new folder for another version or machine.")
    private Path out = Path.of("rnn-benchmarks", "target", "comparison");

    @Option(names = "--runs", description = "Runs of each subject; default ${DEFAULT-VALUE}.")
    private int runs = 5;

    @Option(names = "--python", description = "A Python with PyTorch, to compare with it too.")
    private Path python;

    @Option(names = "--only", description = "Only measures in whose \"group | name\" this regular expression is found.")
    private Pattern only = Pattern.compile("");

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Compare()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        List<Measure> all = new Measures(python).all();
        List<Measure> chosen = all.stream()
                .filter(measure -> only.matcher(measure.key()).find())
                .toList();
        if (chosen.isEmpty()) {
            System.err.println("compare: expected --only to be found in the name of a measure, but \"" + only
                    + "\" is in none of these:");
            all.forEach(measure -> System.err.println("  " + measure.key()));
            return CommandLine.ExitCode.USAGE;
        }
        Files.createDirectories(out);
        Journal journal = Journal.open(out.resolve("runs.jsonl"));
        RatioTable table = new RatioTable(all, journal);
        for (Measure measure : chosen) {
            measure(measure, journal);
            double ratio = table.ratio(measure);
            System.err.println(
                    measure.key() + (Double.isNaN(ratio) ? "" : String.format(Locale.ROOT, ": ratio %.2f", ratio)));
        }
        String markdown = RatioTable.machine() + "\n\n" + table.markdown();
        Files.writeString(out.resolve("table.md"), markdown, StandardCharsets.UTF_8);
        table.json().write(out.resolve("table.json"));
        System.out.print(markdown);
        return 0;
    }

    private void measure(Measure measure, Journal journal) throws IOException {
        for (int run = 0; run < runs; run++) {
            once(measure, measure.ours(), run, journal);
            for (Subject rival : measure.rivals()) {
                if (run == 0 || !isClearlySlower(measure, rival, journal)) {
                    once(measure, rival, run, journal);
                }
            }
        }
    }

    private static void once(Measure measure, Subject subject, int run, Journal journal) throws IOException {
        if (journal.runs(measure, subject).size() <= run) {
            journal.add(measure, subject, subject.run());
        }
    }

    private static boolean isClearlySlower(Measure measure, Subject rival, Journal journal) {
        double first = journal.runs(measure, rival).get(0);
        return measure.rivals().stream()
                .anyMatch(other ->
                        first > CLEARLY_SLOWER * journal.runs(measure, other).get(0));
    }
}
