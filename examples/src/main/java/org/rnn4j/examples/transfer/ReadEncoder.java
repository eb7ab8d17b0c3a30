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

    /** Leaves what has read in the folder of a run. */
    static ReadEncoder save(Path folder, WordReader reader, Vocabulary vocabulary) throws IOException {
        ParameterFiles.save(folder.resolve(WEIGHTS), Parameters.of("encoder", reader), Map.of("format", "pt"));
        vocabulary.write(folder.resolve(VOCABULARY));
        return new ReadEncoder(folder, vocabulary);
    }

    /** Copies it to the folder of another run. */
    ReadEncoder copyTo(Path other, Sizes sizes) throws IOException {
        WordReader reader = new WordReader(sizes, RandomKey.of(0)); // all weights are loaded
        load(Parameters.of("encoder", reader));
        return save(other, reader, vocabulary);
    }

    /** An encoder that begins with what has read; features and the direction from right to left begin anew. */
    SharedEncoder begin(Sizes sizes, RandomKey key) {
        SharedEncoder encoder = new SharedEncoder(sizes, 0, key);
        load(Parameters.of("encoder", encoder::read));
        return encoder;
    }

    private void load(Parameters parameters) {
        try {
            ParameterFiles.load(folder.resolve(WEIGHTS), parameters);
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
