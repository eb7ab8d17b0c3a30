package org.rnn4j.data.archive;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.rnn4j.data.internal.LineReader;
import org.rnn4j.data.internal.Text;

/** What the lines at the top of a {@code .ts} file say; keys are read in upper and lower case alike. */
final class TsHeader {
    private final LineReader lines;
    private List<String> labels = List.of();
    private boolean ended;

    TsHeader(LineReader lines) {
        this.lines = lines;
    }

    /** Whether the line is one of the header; the first one that is not ends it, as {@code @data} does. */
    boolean takes(String line) {
        if (!line.startsWith("@")) {
            ended = true;
            return false;
        }
        if (ended) {
            throw lines.error("a line of the header below the data: " + Text.quote(line));
        }
        String[] words = line.substring(1).strip().split("[ \t]+");
        switch (words[0].toLowerCase(Locale.ROOT)) {
            case "data" -> ended = true;
            case "timestamps" -> refuseTrue(words, "series with time stamps cannot be read; leave these out");
            case "classlabel" -> readLabels(words);
            case "targetlabel" -> refuseTrue(words, "expected a class for each series, but these have a number");
            default -> {} // names, dimensions and lengths: the data show them
        }
        return true;
    }

    private void refuseTrue(String[] words, String problem) {
        if (words.length > 1 && words[1].equalsIgnoreCase("true")) {
            throw lines.error(problem);
        }
    }

    private void readLabels(String[] words) {
        if (words.length < 2 || !words[1].equalsIgnoreCase("true")) {
            throw lines.error("expected a class for each series, but the header says there is none");
        }
        labels = Arrays.asList(words).subList(2, words.length);
    }

    void requireKnown(String label) {
        if (!labels.isEmpty() && !labels.contains(label)) {
            throw lines.error("the class " + Text.quote(label) + " is none of those in the header, " + labels);
        }
    }
}
