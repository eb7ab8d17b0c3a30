package org.rnn4j.data.labelled;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rnn4j.data.MalformedLines;
import org.rnn4j.data.internal.LineReader;

/** Reads files that hold one text in each line, all of one label. */
public final class LabelledLines {
    private LabelledLines() {}

    /**
     * The texts of a file, all with this label.
     *
     * @param file the file; one whose name ends with {@code .gz} is unpacked
     * @param malformed what happens to a blank line
     */
    public static List<LabelledText> read(Path file, String label, Charset encoding, MalformedLines malformed)
            throws IOException {
        List<LabelledText> texts = new ArrayList<>();
        try (LineReader lines = LineReader.open(file, encoding)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (line.isBlank()) {
                    malformed.add(lines.error("expected a text, but the line is blank"));
                } else {
                    texts.add(new LabelledText(line, label));
                }
            }
        }
        return List.copyOf(texts);
    }
}
