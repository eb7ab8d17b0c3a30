package org.rnn4j.examples.text;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rnn4j.data.MalformedLines;
import org.rnn4j.data.labelled.ClassNames;
import org.rnn4j.data.labelled.LabelledFolders;
import org.rnn4j.data.labelled.LabelledLines;
import org.rnn4j.data.labelled.LabelledTable;
import org.rnn4j.data.labelled.LabelledText;
import org.rnn4j.data.table.TableFormat;
import org.rnn4j.data.table.TableOptions;
import org.rnn4j.data.table.TableReader;
import org.rnn4j.examples.UserError;

/**
 * A folder of labelled texts in one of the forms in which such sets are published:
 *
 * <ul>
 *   <li>tables {@code train...}, {@code test...} and perhaps {@code valid...} or {@code dev...}, ending in {@code .csv} or
 *       {@code .tsv}, perhaps with {@code .gz}, without a header: label, text; or label, title, text; or id, label,
 *       rating, text. Labels that are numbers get the names of a file {@code classes.txt}, see {@link ClassNames};
 *   <li>folders {@code train} and {@code test} with a folder for each label in them, or the labels' folders alone;
 *   <li>a file for each label, {@code NAME.pos} and {@code NAME.neg}, with a text in each line.
 * </ul>
 */
final class TextFolder {
    private static final Pattern PER_LABEL = Pattern.compile(".*\\.(pos|neg)(\\.gz)?");
    private static final Pattern TABLE = Pattern.compile(".*\\.[ct]sv(\\.gz)?");

    private final Path folder;
    private final Charset encoding;
    private final MalformedLines malformed;

    TextFolder(Path folder, Charset encoding, MalformedLines malformed) {
        this.folder = folder;
        this.encoding = encoding;
        this.malformed = malformed;
    }

    TextParts read() throws IOException {
        if (table("train").isPresent()) {
            return named(new TextParts(tableTexts("train"), validationTexts(), tableTexts("test")));
        }
        if (Files.isDirectory(folder.resolve("train"))) {
            return new TextParts(folderTexts("train"), List.of(), folderTexts("test"));
        }
        List<Path> perLabel = files(PER_LABEL);
        if (!perLabel.isEmpty()) {
            return new TextParts(lineTexts(perLabel), List.of(), List.of());
        }
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.filter(Files::isDirectory).count() > 1) {
                return new TextParts(LabelledFolders.read(folder, encoding, malformed), List.of(), List.of());
            }
        }
        throw new UserError("the folder " + folder + " has none of the forms that can be read: tables train and test"
                + " (.csv or .tsv, perhaps .gz), folders train and test with one for each label, files NAME.pos and"
                + " NAME.neg; name a single table instead");
    }

    private List<LabelledText> validationTexts() throws IOException {
        return table("valid").isPresent() ? tableTexts("valid") : tableTexts("dev");
    }

    private List<LabelledText> tableTexts(String part) throws IOException {
        Optional<Path> file = table(part);
        return file.isPresent() ? read(file.get()) : List.of();
    }

    private TextParts named(TextParts parts) throws IOException {
        Path file = folder.resolve("classes.txt");
        if (!Files.isRegularFile(file)) {
            return parts;
        }
        ClassNames names = ClassNames.read(file, encoding);
        return new TextParts(names.of(parts.train()), names.of(parts.validation()), names.of(parts.test()));
    }

    private List<LabelledText> read(Path file) throws IOException {
        TableOptions options = TableOptions.of(TableFormat.of(file))
                .withoutHeader()
                .withEncoding(encoding)
                .withMalformed(malformed);
        int columns = columns(file, options);
        return switch (columns) {
            case 2 -> new LabelledTable(options, "1", List.of("2")).read(file);
            case 3 -> new LabelledTable(options, "1", List.of("2", "3")).read(file);
            case 4 -> new LabelledTable(options, "2", List.of("4")).read(file);
            default ->
                throw new UserError(file + ": expected 2 columns (label, text), 3 (label, title, text) or 4 (id, label,"
                        + " rating, text) without a header, but found " + columns
                        + "; name this file with --data and its columns with --label-column and --text-column");
        };
    }

    /** How many columns there are; malformed rows count when the texts are read, not here. */
    private int columns(Path file, TableOptions options) throws IOException {
        try (TableReader reader = TableReader.open(file, options.withMalformed(malformed.apart()))) {
            return reader.columns().size();
        }
    }

    /** The only table of a part; its name begins with the part, or has it behind a full stop. */
    private Optional<Path> table(String part) throws IOException {
        List<Path> found = files(TABLE).stream()
                .filter(file -> {
                    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
                    return name.startsWith(part) || name.contains("." + part);
                })
                .toList();
        if (found.size() > 1) {
            throw new UserError("the folder " + folder + " has several tables for " + part + ": " + found
                    + "; name two of its files with --data and --test, and their columns with --label-column,"
                    + " --text-column and, if they have no header, --no-header");
        }
        return found.stream().findFirst();
    }

    private List<LabelledText> folderTexts(String part) throws IOException {
        Path parts = folder.resolve(part);
        return Files.isDirectory(parts) ? LabelledFolders.read(parts, encoding, malformed) : List.of();
    }

    private List<LabelledText> lineTexts(List<Path> files) throws IOException {
        List<LabelledText> texts = new ArrayList<>();
        for (Path file : files) {
            String label = PER_LABEL.matcher(file.getFileName().toString()).replaceFirst("$1");
            texts.addAll(LabelledLines.read(file, label, encoding, malformed));
        }
        return texts;
    }

    private List<Path> files(Pattern name) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile)
                    .filter(file -> name.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }
}
