package org.rnn4j.data.labelled;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.corpus.TextLines;
import org.rnn4j.data.internal.Text;

/**
 * The names of classes that are numbers from 1 in a table. Published sets have them beside it, often as {@code
 * classes.txt}: line n names label n.
 *
 * <pre>{@code
 * List<LabelledText> news = LabelledTable.of(TableFormat.CSV, "label", "text").read(path);
 * List<LabelledText> named = ClassNames.read(Path.of("classes.txt"), StandardCharsets.UTF_8).of(news);
 * }</pre>
 *
 * @param file where the names are from, for errors
 * @param names the names, at least one
 */
public record ClassNames(Path file, List<String> names) {
    /**
     * Copies the list and checks that there is a name.
     *
     * @throws DataFileException if there is none
     */
    public ClassNames {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw error(file, "expected the name of a label in each line, but there is none");
        }
    }

    /** The names in a file; blank lines are passed over. */
    public static ClassNames read(Path file, Charset encoding) throws IOException {
        return new ClassNames(
                file,
                TextLines.read(file, encoding).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList());
    }

    /**
     * The same texts with names for labels; labels that are names already stay.
     *
     * @throws DataFileException if there is no name for a label
     */
    public List<LabelledText> of(List<LabelledText> texts) {
        return texts.stream()
                .map(text -> new LabelledText(text.text(), of(text.label())))
                .toList();
    }

    private String of(String label) {
        if (names.contains(label)) {
            return label;
        }
        for (int number = 1; number <= names.size(); number++) {
            if (label.equals(Integer.toString(number))) {
                return names.get(number - 1);
            }
        }
        throw error(
                file,
                "names the labels 1 to " + names.size() + ", but there is a text with the label " + Text.quote(label));
    }

    private static DataFileException error(Path file, String problem) {
        return DataFileException.inFile(file.toString(), problem + "; complete the file or leave it out");
    }
}
