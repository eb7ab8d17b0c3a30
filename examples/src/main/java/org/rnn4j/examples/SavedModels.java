package org.rnn4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rnn4j.data.DataFileException;
import org.rnn4j.io.FileFormatException;
import org.rnn4j.io.ModelFolder;
import org.rnn4j.io.ParameterMismatchException;

/**
 * Loads the models that a program saves, and says in words of the command line what is wrong with a folder.
 *
 * @param program the name of the program that trains such models
 * @param architecture its name in {@code model.json}
 */
public record SavedModels(String program, String architecture) {
    /** Builds a model from what was saved. */
    @FunctionalInterface
    public interface Reader<M> {
        /** The model. */
        M read(ModelFolder saved) throws IOException;
    }

    /**
     * Loads a model.
     *
     * @throws UserError if a file is missing, damaged, or does not belong to the others
     */
    public <M> M load(Path folder, Reader<M> reader) {
        if (!Files.exists(folder.resolve("model.json"))) {
            throw new UserError("there is no model in " + folder + "; train one with './rnn4j " + program + " --out "
                    + folder + "', or name another one with --model");
        }
        try {
            ModelFolder saved = ModelFolder.open(folder);
            if (!saved.architecture().equals(architecture)) {
                throw new UserError("the model in " + folder + " is of another kind: expected the architecture "
                        + architecture + ", but found " + saved.architecture()
                        + "; name a folder of this program's training with --model");
            }
            return reader.read(saved);
        } catch (FileFormatException
                | DataFileException
                | ParameterMismatchException
                | IllegalArgumentException damage) {
            throw new UserError("the model in " + folder + " is damaged: " + damage.getMessage(), damage);
        } catch (IOException failure) {
            throw UserError.file("read the model in", folder, failure);
        }
    }
}
