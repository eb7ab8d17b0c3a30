package org.rnn4j.data.labelled;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
 * @param names the names, at least one, all different; none is blank or the number of another label, since then nobody could
 *     tell which of the two a text means
 */
public record ClassNames(Path file, List<String> names) {
    /**
     * Copies the list and checks the names.
     *
     * @throws DataFileException if there is none, or one is blank, there twice or the number of another label
     */
    public ClassNames {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw incomplete(file, "expected the name of a label in each line, but there is none");
        }
        Map<String, String> byNumber = byNumber(names);
        Map<String, Integer> lines = new HashMap<>();
        for (int label = 1; label <= names.size(); label++) {
            String name = names.get(label - 1);
            String problem = problem(label, name, lines.putIfAbsent(name, label), byNumber);
            if (problem != null) {
                throw DataFileException.atLine(file.toString(), label, problem + "; correct the file or leave it out");
            }
        }
    }

    private static @Nullable String problem(
            int label, String name, @Nullable Integer twin, Map<String, String> byNumber) {
        if (name.isBlank()) {
            return "expected the name of label " + label + ", but the line is blank";
        }
        if (twin != null) {
            return "expected different names, but " + Text.quote(name) + " is the name of line " + twin + " too";
        }
        if (!byNumber.getOrDefault(name, name).equals(name)) {
            return "expected a name that is no other label's number, but " + Text.quote(name)
                    + " is the number of the label in line " + name;
        }
        return null;
    }

    private static Map<String, String> byNumber(List<String> names) {
        Map<String, String> byNumber = new HashMap<>();
        for (String name : names) {
            byNumber.put(Integer.toString(byNumber.size() + 1), name);
        }
        return byNumber;
    }

    /**
     * The names in a file, one in each line; white space around them and blank lines at the end are passed over.
     *
     * @throws DataFileException if they are not as the constructor expects them
     */
    public static ClassNames read(Path file, Charset encoding) throws IOException {
        List<String> names = new ArrayList<>(
                TextLines.read(file, encoding).stream().map(String::strip).toList());
        while (!names.isEmpty() && names.get(names.size() - 1).isEmpty()) {
            names.remove(names.size() - 1);
        }
        return new ClassNames(file, names);
    }

    /**
     * The same texts with names for labels; labels that are names already stay.
     *
     * @throws DataFileException if there is no name for a label
     */
    public List<LabelledText> of(List<LabelledText> texts) {
        Map<String, String> byLabel = byNumber(names);
        names.forEach(name -> byLabel.put(name, name));
        return texts.stream()
                .map(text -> new LabelledText(text.text(), name(text.label(), byLabel)))
                .toList();
    }

    private String name(String label, Map<String, String> byLabel) {
        String name = byLabel.get(label);
        if (name == null) {
            throw incomplete(
                    file,
                    "names the labels 1 to " + names.size() + ", but there is a text with the label "
                            + Text.quote(label));
        }
        return name;
    }

    private static DataFileException incomplete(Path file, String problem) {
        return DataFileException.inFile(file.toString(), problem + "; complete the file or leave it out");
    }
}
