package org.rnn4j.examples.languagemodel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.examples.UserError;
import org.rnn4j.io.FileFormatException;
import org.rnn4j.io.JsonObject;
import org.rnn4j.io.ModelDescription;
import org.rnn4j.io.ParameterFiles;
import org.rnn4j.io.ParameterMismatchException;
import org.rnn4j.tensor.RandomKey;

/**
 * A network with its vocabulary, as the files of a folder: {@code model.json} says how it is built and has a checksum of
 * its weights.
 *
 * @param sizes the sizes of the network
 * @param network the network with its weights
 * @param vocabulary the tokens it knows
 */
record TrainedModel(Architecture sizes, Network network, Vocabulary vocabulary) {
    private static final String DESCRIPTION = "model.json";
    private static final String PARAMETERS = "parameters";
    private static final String VOCABULARY = "vocabulary";
    private static final Map<String, String> FILES =
            Map.of(PARAMETERS, "model.safetensors", VOCABULARY, "vocabulary.json");

    /** Saves it; {@code model.json} comes last, so that it never describes files that are not there. */
    void save(Path folder, Map<String, String> card) throws IOException {
        Files.createDirectories(folder);
        ParameterFiles.save(file(folder, PARAMETERS), network.parameters(), Map.of("format", "pt"));
        vocabulary.write(file(folder, VOCABULARY));
        JsonObject settings = JsonObject.builder()
                .put("sizes", sizes.toJson())
                .put("weightsSha256", ParameterFiles.sha256(network.parameters()))
                .build();
        new ModelDescription(Architecture.NAME, settings, FILES, card).write(folder.resolve(DESCRIPTION));
    }

    private static Path file(Path folder, String role) {
        return folder.resolve(String.valueOf(FILES.get(role)));
    }

    /**
     * Loads a model.
     *
     * @throws UserError if a file is missing, damaged, or does not belong to the others
     */
    static TrainedModel load(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UserError("there is no model folder " + folder + "; train one with './rnn4j " + LanguageModel.NAME
                    + " --data ... --out " + folder + "', or name another one with --model");
        }
        try {
            return read(folder);
        } catch (FileFormatException
                | DataFileException
                | ParameterMismatchException
                | IllegalArgumentException damage) {
            throw new UserError("the model in " + folder + " is damaged: " + damage.getMessage(), damage);
        } catch (IOException failure) {
            throw UserError.file("read the model in", folder, failure);
        }
    }

    private static TrainedModel read(Path folder) throws IOException {
        ModelDescription description = ModelDescription.read(folder.resolve(DESCRIPTION));
        if (!description.architecture().equals(Architecture.NAME)) {
            throw UserError.otherModel(folder, Architecture.NAME, description.architecture());
        }
        JsonObject settings = description.settings();
        settings.requireOnly("sizes", "weightsSha256");
        Architecture sizes = Architecture.of(settings.object("sizes"));
        Path parameters = description.file(folder, PARAMETERS);
        if (sizes.parameterCount() > Files.size(parameters) / Float.BYTES) { // before anything is allocated
            throw new IllegalArgumentException(
                    DESCRIPTION + ": " + sizes + " needs more values than " + parameters.getFileName() + " has");
        }
        Vocabulary vocabulary = Vocabulary.read(description.file(folder, VOCABULARY));
        if (vocabulary.size() != sizes.tokens()) {
            throw new IllegalArgumentException("vocabulary.json: expected " + sizes.tokens()
                    + " entries, as model.json says, but found " + vocabulary.size());
        }
        Network network = new Network(sizes, Regularization.NONE, 0, RandomKey.of(0)); // all weights are loaded
        ParameterFiles.load(parameters, network.parameters());
        if (!ParameterFiles.sha256(network.parameters()).equals(settings.string("weightsSha256"))) {
            throw new IllegalArgumentException(parameters.getFileName() + " has not the weights that " + DESCRIPTION
                    + " was written for; copy the whole folder again");
        }
        return new TrainedModel(sizes, network, vocabulary);
    }
}
