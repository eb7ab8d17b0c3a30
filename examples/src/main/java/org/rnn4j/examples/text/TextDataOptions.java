package org.rnn4j.examples.text;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.MalformedLines;
import org.rnn4j.data.labelled.LabelledTable;
import org.rnn4j.data.labelled.LabelledText;
import org.rnn4j.data.table.TableFormat;
import org.rnn4j.data.table.TableOptions;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.examples.UserError;
import picocli.CommandLine.Option;

/** Options that say where labelled texts are and how they are read. */
public final class TextDataOptions {
    @Option(
            names = "--data",
            paramLabel = "PATH",
            description = "The labelled texts: a CSV or TSV file with a header, or a folder with the tables train and"
                    + " test, with a folder for each label, or with files NAME.pos and NAME.neg; .gz is unpacked.")
    private @Nullable Path data;

    @Option(
            names = "--test",
            paramLabel = "FILE",
            description = "Judge on this file, of the same form as the file of --data. Default: a tenth of --data.")
    private @Nullable Path test;

    @Option(
            names = "--text-column",
            paramLabel = "COLUMN",
            split = ",",
            description = "The column of texts, by name or number from 1; several, with commas between them, are"
                    + " joined. Default: text.")
    private @Nullable List<String> textColumns;

    @Option(
            names = "--label-column",
            paramLabel = "COLUMN",
            description = "The column of labels, by name or number from 1. Default: label.")
    private @Nullable String labelColumn;

    @Option(names = "--no-header", description = "The first line of the file is a row like others.")
    private boolean noHeader;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            defaultValue = "UTF-8",
            converter = TextForm.Encoding.class,
            description = "The encoding of the texts. Default: ${DEFAULT-VALUE}.")
    private Charset encoding = StandardCharsets.UTF_8;

    @Option(names = "--skip-malformed", description = "Leave malformed rows out and count them; else they are refused.")
    private boolean skipMalformed;

    /** How the texts are read, as the options say. */
    public TextForm form() {
        return new TextForm(textColumns, labelColumn, !noHeader, encoding);
    }

    /**
     * Reads the texts and divides them: as published, and where no validation or test part is, by chance from the seed.
     *
     * @throws UserError if there are none, they cannot be read, or a part of them is unusable
     */
    public TextData read(CommonOptions common) {
        Path data = requireData();
        if (test != null && Files.isDirectory(data)) {
            throw new UserError("--test belongs to a file; the folder " + data + " has its own test part");
        }
        requireTable("--text-column, --label-column and --no-header", data, form());
        return TextData.of(
                data,
                test == null ? data : test,
                parts(data, test, form(), common),
                common.key().child("split"));
    }

    /** The place of the texts; an error if none was named. */
    public Path requireData() {
        if (data == null) {
            throw new UserError("there is nothing to learn from; name labelled texts with --data");
        }
        CommonOptions.requireName("--data", data);
        return data;
    }

    /** Refuses options that have an effect on tables alone where a folder is to be read. */
    public static void requireTable(String options, Path place, TextForm form) {
        if (form.isOfTable() && Files.isDirectory(place)) {
            throw new UserError(options + " belong to a table, but " + place
                    + " is a folder, whose form follows from the names in it; leave them out or name a table");
        }
    }

    /**
     * Reads the texts of another place, which has one of the forms of {@code --data}; of a folder the part to learn from.
     *
     * @throws UserError if there are none or they cannot be read
     */
    public List<LabelledText> readOther(Path place, TextForm form, CommonOptions common) {
        List<LabelledText> texts = parts(place, null, form, common).train();
        if (texts.isEmpty()) {
            throw new UserError(place + ": expected labelled texts, but there are none");
        }
        return texts;
    }

    private TextParts parts(Path place, @Nullable Path judged, TextForm form, CommonOptions common) {
        MalformedLines malformed = skipMalformed ? MalformedLines.skipped() : MalformedLines.refused();
        try {
            TextParts parts = Files.isDirectory(place)
                    ? new TextFolder(place, form.encoding(), malformed).read()
                    : new TextParts(
                            table(place, form, malformed),
                            List.of(),
                            judged == null ? List.of() : table(judged, form, malformed));
            if (malformed.count() > 0) {
                common.say(
                        "%,d malformed rows were left out, the first: %s",
                        malformed.count(),
                        String.valueOf(
                                UserError.of(malformed.first().orElseThrow()).getMessage()));
            }
            return parts;
        } catch (DataFileException damaged) {
            throw UserError.of(damaged);
        } catch (IOException failure) {
            throw UserError.file("read", place, failure);
        }
    }

    private static List<LabelledText> table(Path file, TextForm form, MalformedLines malformed) {
        if (!Files.exists(file)) {
            throw UserError.file("read", file, new NoSuchFileException(file.toString()));
        }
        TableFormat format;
        try {
            format = TableFormat.of(file);
        } catch (IllegalArgumentException otherName) {
            throw UserError.of(otherName);
        }
        TableOptions options =
                TableOptions.of(format).withEncoding(form.encoding()).withMalformed(malformed);
        String label = form.labelColumn() == null ? "label" : form.labelColumn();
        List<String> text = form.textColumns() == null ? List.of("text") : form.textColumns();
        try {
            return new LabelledTable(form.header() ? options : options.withoutHeader(), label, text).read(file);
        } catch (IOException failure) {
            throw UserError.file("read", file, failure);
        }
    }
}
