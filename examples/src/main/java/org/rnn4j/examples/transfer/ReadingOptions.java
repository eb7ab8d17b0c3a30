package org.rnn4j.examples.transfer;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.examples.UserError;
import org.rnn4j.examples.text.TextDataOptions;
import org.rnn4j.examples.text.TextForm;
import picocli.CommandLine.Option;

/** Options that say where the texts to read are and how they are read: as those of the task where nothing is said. */
final class ReadingOptions {
    @Option(
            names = "--texts",
            paramLabel = "PATH",
            description = "The texts to read, in one of the forms of --data; of a folder the part to learn from.")
    private @Nullable Path texts;

    @Option(
            names = "--texts-text-column",
            paramLabel = "COLUMN",
            split = ",",
            description = "The column of texts in the table of --texts. Default: as in that of --data.")
    private @Nullable List<String> textColumns;

    @Option(
            names = "--texts-label-column",
            paramLabel = "COLUMN",
            description = "The column of labels in the table of --texts. Default: as in that of --data.")
    private @Nullable String labelColumn;

    @Option(
            names = "--texts-no-header",
            description = "The first line of the table of --texts is a row like others. Default: as in that of --data,"
                    + " unless a column of --texts is named.")
    private boolean noHeader;

    @Option(
            names = "--texts-encoding",
            paramLabel = "NAME",
            converter = TextForm.Encoding.class,
            description = "The encoding of the texts to read. Default: that of --data.")
    private @Nullable Charset encoding;

    /** Refuses an empty name. */
    void validate() {
        CommonOptions.requireName("--texts", texts);
    }

    /** Where the texts are; an error if they are not named. */
    Path requireTexts() {
        if (texts == null) {
            throw new UserError("expected --texts with what is to be read and --data with the task, or --predict with a"
                    + " trained model");
        }
        return texts;
    }

    /** How the texts are read, beside a task that is read in this form. */
    TextForm form(Path place, TextForm task) {
        Charset read = encoding == null ? task.encoding() : encoding;
        boolean isSaid = textColumns != null || labelColumn != null || noHeader;
        TextForm own = new TextForm(textColumns, labelColumn, !noHeader, read);
        TextDataOptions.requireTable("--texts-text-column, --texts-label-column and --texts-no-header", place, own);
        if (!isSaid) {
            return new TextForm(task.textColumns(), task.labelColumn(), task.header(), read);
        }
        return new TextForm(
                textColumns == null ? task.textColumns() : textColumns,
                labelColumn == null ? task.labelColumn() : labelColumn,
                !noHeader && (task.header() || textColumns != null || labelColumn != null),
                read);
    }
}
