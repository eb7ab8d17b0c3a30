package org.rnn4j.data.archive;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.MalformedLines;
import org.rnn4j.data.internal.LineReader;
import org.rnn4j.data.internal.Numbers;

/**
 * Reads the files of the UCR archive ({@code .tsv}, the older {@code .txt}, or {@code .gz} of them): in each line the class and then
 * the values of one series with one feature, with tabs, commas or blanks between.
 *
 * <p>Values that are missing are written {@code NaN}. At the end of a line they fill up a shorter series and are cut off;
 * elsewhere they stay NaN.
 */
public final class UcrFile {
    private static final String MISSING = "NaN";

    private UcrFile() {}

    /**
     * All series of a file.
     *
     * @throws DataFileException if a line is malformed and such lines are refused, or if the file has no series
     */
    public static List<LabelledSeries> read(Path file, Charset encoding, MalformedLines malformed) throws IOException {
        List<LabelledSeries> all = new ArrayList<>();
        try (LineReader lines = LineReader.open(file, encoding)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (!line.isBlank()) {
                    try {
                        all.add(series(lines, line));
                    } catch (DataFileException problem) {
                        malformed.add(problem);
                    }
                }
            }
        }
        if (all.isEmpty()) {
            throw DataFileException.inFile(file.toString(), "expected at least 1 series, but found none");
        }
        return List.copyOf(all);
    }

    private static LabelledSeries series(LineReader lines, String line) {
        String[] fields = line.strip().split(" *[,\t] *| +", -1);
        int end = fields.length;
        while (end > 1 && fields[end - 1].equals(MISSING)) {
            end--;
        }
        if (end < 2 || fields[0].isEmpty()) {
            throw lines.error("expected a class and at least 1 value, but found "
                    + (fields[0].isEmpty() ? "no class" : Arrays.asList(fields).subList(0, 1) + " and no value"));
        }
        float[][] values = new float[end - 1][1];
        for (int t = 0; t < values.length; t++) {
            String field = fields[t + 1];
            values[t][0] = field.equals(MISSING) ? Float.NaN : Numbers.parse(field, lines::error);
        }
        return new LabelledSeries(values, fields[0]);
    }
}
