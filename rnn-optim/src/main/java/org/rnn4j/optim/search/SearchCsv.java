package org.rnn4j.optim.search;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rnn4j.io.AtomicFiles;
import org.rnn4j.optim.Require;

/**
 * A {@link SearchTable} as a CSV file (UTF-8): trial, budget, state (complete or pruned), score, the scores on the way as
 * {@code step:score} separated by spaces, then a column for each parameter, empty where it has no value. Numbers are
 * written so that they are read back exactly.
 */
public final class SearchCsv {
    private static final String FIXED = "trial,budget,state,score,reports";
    private static final int FIXED_COLUMNS = 5;
    private static final String COMPLETE = "complete";
    private static final String PRUNED = "pruned";

    private SearchCsv() {}

    /** Writes the file as a whole or not at all; an existing one is replaced. */
    public static void write(SearchTable table, Path file) throws IOException {
        StringBuilder text = new StringBuilder(header(table.space())).append("\r\n");
        table.results()
                .forEach(result -> text.append(line(table.space(), result)).append("\r\n"));
        AtomicFiles.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String header(SearchSpace space) {
        StringBuilder text = new StringBuilder(FIXED);
        space.dimensions().forEach(dimension -> text.append(',').append(dimension.name()));
        return text.toString();
    }

    private static String line(SearchSpace space, TrialResult result) {
        String reports = result.reports().stream()
                .map(report -> report.step() + ":" + report.score())
                .collect(Collectors.joining(" "));
        StringBuilder text = new StringBuilder()
                .append(result.trial() + "," + result.budget() + "," + (result.pruned() ? PRUNED : COMPLETE))
                .append("," + result.score() + "," + reports);
        for (Dimension dimension : space.dimensions()) {
            Object value = result.settings().values().get(dimension.name());
            text.append(',').append(value == null ? "" : value);
        }
        return text.toString();
    }

    /**
     * Reads a file written by {@link #write}.
     *
     * @throws IOException if the file cannot be read, or does not fit the space
     */
    public static SearchTable read(SearchSpace space, Goal goal, Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        String found = lines.isEmpty() ? "" : lines.get(0);
        if (!found.equals(header(space))) {
            throw new IOException(
                    "SearchCsv: " + file + " does not fit the space: expected the columns \"" + header(space)
                            + "\", but got \"" + found + "\"; use another file or the space it was written with");
        }
        List<TrialResult> results = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            try {
                results.add(result(space, lines.get(i)));
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        "SearchCsv: " + file + ", line " + (i + 1) + " does not fit the space: " + e.getMessage(), e);
            }
        }
        try {
            return new SearchTable(space, goal, results);
        } catch (IllegalArgumentException e) {
            throw new IOException("SearchCsv: " + file + ": " + e.getMessage(), e);
        }
    }

    private static TrialResult result(SearchSpace space, String line) {
        String[] cells = line.split(",", -1);
        int columns = FIXED_COLUMNS + space.dimensions().size();
        Require.that(cells.length == columns, "the line", "the number of cells", "" + columns, cells.length);
        boolean pruned = cells[2].equals(PRUNED);
        Require.that(
                pruned || cells[2].equals(COMPLETE), "the line", "the state", COMPLETE + " or " + PRUNED, cells[2]);
        int trial = Math.toIntExact((Long) new IntegerRange(0, Integer.MAX_VALUE - 1).parse(cells[0]));
        return new TrialResult(
                trial,
                Numbers.whole(cells[1]),
                settings(space, cells),
                pruned,
                Numbers.real(cells[3]),
                reports(cells[4]));
    }

    private static List<Report> reports(String cell) {
        List<Report> reports = new ArrayList<>();
        for (String part : cell.isEmpty() ? new String[0] : cell.split(" ", -1)) {
            int colon = part.indexOf(':');
            Require.that(colon > 0, "the line", "reports", "step:score, separated by spaces", "\"" + cell + "\"");
            reports.add(new Report(Numbers.whole(part.substring(0, colon)), Numbers.real(part.substring(colon + 1))));
        }
        return reports;
    }

    private static Settings settings(SearchSpace space, String[] cells) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < space.dimensions().size(); i++) {
            Dimension dimension = space.dimensions().get(i);
            String cell = cells[FIXED_COLUMNS + i];
            boolean active = dimension.isActive(values);
            Require.that(
                    active != cell.isEmpty(),
                    dimension.name(),
                    "the cell",
                    active ? "a value" : "empty",
                    "\"" + cell + "\"");
            if (active) {
                values.put(dimension.name(), dimension.domain().parse(cell));
            }
        }
        return new Settings(values);
    }
}
