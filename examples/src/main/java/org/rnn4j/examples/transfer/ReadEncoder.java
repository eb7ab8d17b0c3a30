package org.rnn4j.examples.transfer;

import java.io.IOException;
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
 * An encoder that has read, as the files of a run's folder; {@code --encoder} begins with it.
 *
 * @param folder where the files are
 * @param vocabulary the words that it knows
 */
record ReadEncoder(Path folder, Vocabulary vocabulary) {
    private static final String VOCABULARY = "language-model-words.json";
    private static final String WEIGHTS = "language-model.safetensors";

    /** The encoder in the folder of an earlier run, whose words are read and whose weights are not yet. */
    static ReadEncoder open(Path folder) {
        try {
            return new ReadEncoder(folder, Vocabulary.read(folder.resolve(VOCABULARY)));
        } catch (DataFileException damage) {
            throw damaged(folder, damage);
        } catch (IOException failure) {
            throw UserError.file("read the encoder in", folder, failure);
        }
    }

    /** Leaves an encoder in the folder of a run. */
    static void save(Path folder, SharedEncoder encoder, Vocabulary vocabulary) throws IOException {
        ParameterFiles.save(folder.resolve(WEIGHTS), Parameters.of("encoder", encoder::reader), Map.of("format", "pt"));
        vocabulary.write(folder.resolve(VOCABULARY));
    }

    /** The encoder with its weights; the vectors of features, which it did not read, begin anew. */
    SharedEncoder load(Sizes sizes, RandomKey key) {
        try {
            SharedEncoder encoder = new SharedEncoder(sizes, 0, key);
            ParameterFiles.load(folder.resolve(WEIGHTS), Parameters.of("encoder", encoder::reader));
            return encoder;
        } catch (FileFormatException | ParameterMismatchException damage) {
            throw damaged(folder, damage);
        } catch (IOException failure) {
            throw UserError.file("read the encoder in", folder, failure);
        }
    }

    private static UserError damaged(Path folder, Exception damage) {
        return new UserError("--encoder " + folder + ": " + damage.getMessage(), damage);
    }
}
