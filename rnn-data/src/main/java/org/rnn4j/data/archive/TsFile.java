package org.rnn4j.data.archive;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.MalformedLines;
import org.rnn4j.data.internal.LineReader;
import org.rnn4j.data.internal.Numbers;

/**
 * Reads the {@code .ts} files of the UEA and UCR archives (the format of sktime and aeon): lines that begin with {@code #}
 * are comments and such with {@code @} the header, then each line is a series: its features with colons between, the
 * values of a feature with commas, the class last. A missing value is {@code ?} and becomes NaN.
 *
 * <p>A file without a header is read too. Where there is one it is believed: the class must be one of {@code @classLabel},
 * and a header that says there are time stamps or no class is refused. All features of a series must be equally long; series
 * may differ in length, and must agree in the number of features.
 */
public final class TsFile {
    private static final String MISSING = "?";

    private final LineReader lines;
    private final TsHeader header;
    private int features;

    private TsFile(LineReader lines) {
        this.lines = lines;
        header = new TsHeader(lines);
    }

    /**
     * All series of a file.
     *
     * @throws DataFileException if a line is malformed and such lines are refused, or if the file has no series
     */
    public static List<LabelledSeries> read(Path file, Charset encoding, MalformedLines malformed) throws IOException {
        List<LabelledSeries> all;
        try (LineReader lines = LineReader.open(file, encoding)) {
            all = new TsFile(lines).readAll(malformed);
        }
        if (all.isEmpty()) {
            throw DataFileException.inFile(file.toString(), "expected at least 1 series, but found none");
        }
        return all;
    }

    private List<LabelledSeries> readAll(MalformedLines malformed) throws IOException {
        List<LabelledSeries> all = new ArrayList<>();
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank() && !line.startsWith("#") && !header.takes(line)) {
                try {
                    all.add(series(line));
                } catch (DataFileException problem) {
                    malformed.add(problem);
                }
            }
        }
        return List.copyOf(all);
    }

    private LabelledSeries series(String line) {
        String[] parts = line.split(":", -1);
        String label = parts[parts.length - 1].strip();
        int found = parts.length - 1;
        if (found < 1 || label.isEmpty()) {
            throw lines.error("expected features with colons between and a class behind the last one, but found "
                    + (found < 1 ? "no colon" : "no class"));
        }
        header.requireKnown(label);
        if (features > 0 && found != features) {
            throw lines.error("expected " + features + " features as in the lines before, but found " + found);
        }
        float[][] values = values(parts, found);
        features = found;
        return new LabelledSeries(values, label);
    }

    private float[][] values(String[] parts, int count) {
        float[][] values = new float[0][];
        for (int feature = 0; feature < count; feature++) {
            String[] numbers = parts[feature].split(",", -1);
            if (feature == 0) {
                values = new float[numbers.length][count];
            } else if (numbers.length != values.length) {
                throw lines.error("expected " + values.length + " values of each feature, but feature " + feature
                        + " has " + numbers.length);
            }
            for (int t = 0; t < numbers.length; t++) {
                String number = numbers[t].strip();
                values[t][feature] = number.equals(MISSING) ? Float.NaN : Numbers.parse(number, lines::error);
            }
        }
        return values;
    }
}
