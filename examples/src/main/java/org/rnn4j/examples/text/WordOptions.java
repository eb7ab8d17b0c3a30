package org.rnn4j.examples.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.MalformedLines;
import org.rnn4j.data.augment.Synonyms;
import org.rnn4j.data.vectors.WordVectorFile;
import org.rnn4j.data.vectors.WordVectors;
import org.rnn4j.examples.CommonOptions;
import org.rnn4j.examples.UserError;
import org.rnn4j.io.FileFormatException;
import picocli.CommandLine.Option;

/** Options that name files of what is known about words. */
public final class WordOptions {
    @Option(
            names = "--synonyms",
            paramLabel = "FILE",
            description = "Augment the texts with these synonyms too: in each line a word, a tab, its synonyms with"
                    + " blanks between them; .gz is unpacked.")
    private @Nullable Path synonyms;

    @Option(
            names = "--vectors",
            paramLabel = "PATH",
            description = "Begin with these pretrained word vectors: word2vec's formats if the name ends with .bin or"
                    + " .vec, else GloVe's; or those of the model that another example has left in this"
                    + " folder.")
    private @Nullable Path vectors;

    /** Whether synonyms were named. */
    public boolean namesSynonyms() {
        return synonyms != null;
    }

    /** What the files say. */
    public WordKnowledge read() {
        return new WordKnowledge(
                synonyms == null ? WordKnowledge.NONE.synonyms() : readSynonyms(synonyms),
                vectors == null ? null : readVectors(vectors));
    }

    private static Synonyms readSynonyms(Path file) {
        CommonOptions.requireName("--synonyms", file);
        try {
            return Synonyms.read(file, StandardCharsets.UTF_8, MalformedLines.refused());
        } catch (DataFileException damaged) {
            throw UserError.of(damaged);
        } catch (IOException failure) {
            throw UserError.file("read", file, failure);
        }
    }

    private static WordVectors readVectors(Path file) {
        CommonOptions.requireName("--vectors", file);
        try {
            return Files.isDirectory(file)
                    ? ModelVectors.open(file)
                    : format(file).open();
        } catch (DataFileException damaged) {
            throw UserError.of(damaged);
        } catch (FileFormatException damaged) {
            throw new UserError("--vectors " + file + ": " + damaged.getMessage(), damaged);
        } catch (IOException failure) {
            throw UserError.file("read", file, failure);
        }
    }

    private static WordVectorFile format(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".bin")) {
            return WordVectorFile.word2vecBinary(file);
        }
        return name.endsWith(".vec") || name.endsWith(".vec.gz")
                ? WordVectorFile.word2vecText(file)
                : WordVectorFile.glove(file);
    }
}
