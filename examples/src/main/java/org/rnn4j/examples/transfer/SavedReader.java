package org.rnn4j.examples.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.examples.UserError;
import org.rnn4j.io.FileFormatException;
import org.rnn4j.io.ParameterFiles;
import org.rnn4j.io.ParameterMismatchException;
import org.rnn4j.tensor.RandomKey;

/**
 * What a language model has read with, as the files of a run's folder; {@code --encoder} begins with it.
 *
 * @param folder where the files are
 * @param vocabulary the words that it knows
 */
record SavedReader(Path folder, Vocabulary vocabulary) {
    private static final String VOCABULARY = "language-model-words.json";
    private static final String WEIGHTS = "language-model.safetensors";

    /** That in the folder of an earlier run; its words are read, its weights are not yet. */
    static SavedReader open(Path folder) {
        if (!Files.exists(folder.resolve(VOCABULARY))) {
            throw new UserError(
                    "--encoder " + folder + ": there is no language model in it; name the folder of an earlier"
                            + " run, or leave --encoder out to read --texts");
        }
        try {
            return new SavedReader(folder, Vocabulary.read(folder.resolve(VOCABULARY)));
        } catch (DataFileException damage) {
            throw damaged(folder, damage);
        } catch (IOException failure) {
            throw UserError.file("read the language model in", folder, failure);
        }
    }

    /** Leaves a reader in the folder of a run. */
    static void save(Path folder, WordReader reader, Vocabulary vocabulary) throws IOException {
        ParameterFiles.save(folder.resolve(WEIGHTS), Parameters.of("encoder", reader), Map.of("format", "pt"));
        vocabulary.write(folder.resolve(VOCABULARY));
    }

    /** The reader with its weights. */
    WordReader load(Sizes sizes) {
        try {
            WordReader reader = new WordReader(sizes, RandomKey.of(0)); // all weights are loaded
            ParameterFiles.load(folder.resolve(WEIGHTS), Parameters.of("encoder", reader));
            return reader;
        } catch (FileFormatException | ParameterMismatchException damage) {
            throw damaged(folder, damage);
        } catch (IOException failure) {
            throw UserError.file("read the language model in", folder, failure);
        }
    }

    private static UserError damaged(Path folder, Exception damage) {
        return new UserError("--encoder " + folder + ": " + damage.getMessage(), damage);
    }
}
