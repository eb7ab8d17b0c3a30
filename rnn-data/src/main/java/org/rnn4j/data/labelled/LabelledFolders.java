package org.rnn4j.data.labelled;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.MalformedLines;
import org.rnn4j.data.internal.StrictReader;
import org.rnn4j.data.internal.Text;

/**
 * Reads a folder that has a folder for each label, and in it a file for each text. Names that begin with a full stop are
 * passed over; the others are taken in the order of their names, so the result is the same on every machine.
 */
public final class LabelledFolders {
    private LabelledFolders() {}

    /**
     * The texts of all labels, label by label; a text is the whole content of its file, which is unpacked if its name
     * ends with {@code .gz}.
     *
     * @param folder the folder of the labels' folders
     * @param malformed what happens to a file without a text and to a label's folder without a file
     * @throws DataFileException if there is no folder in it
     */
    public static List<LabelledText> read(Path folder, Charset encoding, MalformedLines malformed) throws IOException {
        List<LabelledText> texts = new ArrayList<>();
        List<Path> labels = visible(folder).stream().filter(Files::isDirectory).toList();
        if (labels.isEmpty()) {
            throw DataFileException.inFile(
                    folder.toString(), "expected a folder for each label, but there is no folder in it");
        }
        for (Path label : labels) {
            List<Path> files =
                    visible(label).stream().filter(Files::isRegularFile).toList();
            if (files.isEmpty()) {
                malformed.add(DataFileException.inFile(
                        label.toString(),
                        "expected a file for each text of this label, but there is no file in the folder; put one in it or"
                                + " take the folder away"));
            }
            for (Path file : files) {
                add(texts, file, label.getFileName().toString(), encoding, malformed);
            }
        }
        return List.copyOf(texts);
    }

    private static void add(
            List<LabelledText> texts, Path file, String label, Charset encoding, MalformedLines malformed)
            throws IOException {
        StringWriter text = new StringWriter();
        try (Reader reader = StrictReader.open(file, encoding)) {
            reader.transferTo(text);
        }
        if (text.toString().isBlank()) {
            malformed.add(DataFileException.inFile(file.toString(), "expected a text, but the file is blank"));
        } else {
            texts.add(new LabelledText(text.toString(), label));
        }
    }

    private static List<Path> visible(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(entry -> !entry.getFileName().toString().startsWith("."))
                    .sorted(Comparator.comparing(entry -> entry.getFileName().toString(), Text::compareCodePoints))
                    .toList();
        }
    }
}
