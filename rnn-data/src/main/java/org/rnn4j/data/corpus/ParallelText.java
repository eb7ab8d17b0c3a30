package org.rnn4j.data.corpus;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.MalformedLines;
import org.rnn4j.data.internal.LineReader;

/** Reads parallel text: two files whose lines with the same number are the same sentence in two languages. */
public final class ParallelText {
    private ParallelText() {}

    /**
     * All pairs of two files; each is unpacked if its name ends with {@code .gz}. A pair is malformed if a side is blank.
     *
     * @throws DataFileException if one file has more lines than the other, whatever is done with malformed lines: one that
     *     is missing anywhere makes all later pairs wrong
     */
    public static List<SentencePair> read(Path source, Path target, Charset encoding, MalformedLines malformed)
            throws IOException {
        List<SentencePair> pairs = new ArrayList<>();
        try (LineReader sources = LineReader.open(source, encoding);
                LineReader targets = LineReader.open(target, encoding)) {
            String left = sources.next();
            String right = targets.next();
            while (left != null && right != null) {
                if (left.isBlank() || right.isBlank()) {
                    LineReader blank = left.isBlank() ? sources : targets;
                    malformed.add(blank.error("expected a sentence, but the line is blank"));
                } else {
                    pairs.add(new SentencePair(left, right));
                }
                left = sources.next();
                right = targets.next();
            }
            requireEnd(sources, left, targets);
            requireEnd(targets, right, sources);
        }
        return List.copyOf(pairs);
    }

    private static void requireEnd(LineReader longer, @Nullable String line, LineReader shorter) throws IOException {
        if (line == null) {
            return;
        }
        while (longer.next() != null) {
            continue; // counts the lines for the message
        }
        throw DataFileException.inFile(
                shorter.file(),
                "expected as many lines as " + longer.file() + " has (" + longer.line() + "), but found "
                        + shorter.line() + "; a line is missing somewhere, and no pair behind it would be right");
    }
}
