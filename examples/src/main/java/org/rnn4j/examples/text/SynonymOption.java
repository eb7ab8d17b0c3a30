package org.rnn4j.examples.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.MalformedLines;
import org.rnn4j.data.augment.Synonyms;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.examples.UserError;
import picocli.CommandLine.Option;

/** The option that names a file of synonyms. */
public final class SynonymOption {
    @Option(
            names = "--synonyms",
            paramLabel = "FILE",
            description = "Augment the texts with these synonyms too: in each line a word, a tab, its synonyms with"
                    + " blanks between them; .gz is unpacked.")
    private @Nullable Path file;

    /** Whether a file was named. */
    public boolean given() {
        return file != null;
    }

    /** The synonyms of the file; none if no file was named. */
    public Synonyms read() {
        if (file == null) {
            return Synonyms.of(Map.of());
        }
        CommonOptions.requireName("--synonyms", file);
        try {
            return Synonyms.read(file, StandardCharsets.UTF_8, MalformedLines.refused());
        } catch (DataFileException damaged) {
            throw UserError.of(damaged);
        } catch (IOException failure) {
            throw UserError.file("read", file, failure);
        }
    }
}
