package org.rnn4j.examples.text;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rnn4j.data.corpus.TextLines;
import org.rnn4j.data.labelled.LabelledText;
import org.rnn4j.examples.UserError;

/**
 * The names of labels that are numbers from 1 in a table: line n of the file {@code classes.txt} beside it names label n.
 *
 * @param file where the names are from
 * @param names the names, none if there is no such file
 */
record ClassNames(Path file, List<String> names) {
    /** The names in a folder. */
    static ClassNames in(Path folder, Charset encoding) throws IOException {
        Path file = folder.resolve("classes.txt");
        List<String> lines = Files.isRegularFile(file) ? TextLines.read(file, encoding) : List.of();
        return new ClassNames(
                file,
                lines.stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList());
    }

    /**
     * The same texts with names for labels; labels that are names already stay, and all of them if there are no names.
     *
     * @throws UserError if there are names, but none for a label
     */
    List<LabelledText> of(List<LabelledText> texts) {
        return names.isEmpty()
                ? texts
                : texts.stream()
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
        throw new UserError(file + " names the labels 1 to " + names.size() + ", but there is a text with the label '"
                + label + "'; complete the file or take it away");
    }
}
