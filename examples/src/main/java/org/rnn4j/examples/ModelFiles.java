package org.rnn4j.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.rnn4j.autograd.Parameterized;
import org.rnn4j.data.DataFileException;
import org.rnn4j.io.FileFormatException;
import org.rnn4j.io.JsonObject;
import org.rnn4j.io.ModelDescription;
import org.rnn4j.io.ParameterFiles;
import org.rnn4j.io.ParameterMismatchException;

/**
 * A trained model that is not a classifier of texts, as the files of a folder: {@code model.json} says how the model is
 * built and which other files belong to it, with a SHA-256 of each, so that a damaged file, or one of another training, is
 * noticed.
 *
 * @param example the name of the example that trains such models
 * @param architecture its name in {@code model.json}
 */
public record ModelFiles(String example, String architecture) {
    private static final String DESCRIPTION = "model.json";
    private static final String PARAMETERS = "parameters";
    private static final String PARAMETERS_FILE = "model.safetensors";

    /** Reads what a description and the files of a folder hold. */
    @FunctionalInterface
    public interface Reader<M> {
        /** The model; {@code files} gives the path of a role. */
        M read(JsonObject sizes, Function<String, Path> files) throws IOException;
    }

    /**
     * Saves a model; {@code model.json} comes last, so that it never describes files that are not there.
     *
     * @param sizes all that is needed to build the model again
     * @param others the names of other files, written already, by role
     * @param card what to know about the model
     */
    public void save(
            Path folder, Parameterized model, JsonObject sizes, Map<String, String> others, Map<String, String> card)
            throws IOException {
        Files.createDirectories(folder);
        ParameterFiles.save(folder.resolve(PARAMETERS_FILE), model.parameters(), Map.of("format", "pt"));
        Map<String, String> files = new LinkedHashMap<>();
        files.put(PARAMETERS, PARAMETERS_FILE);
        files.putAll(others);
        JsonObject.Builder checksums = JsonObject.builder();
        for (Map.Entry<String, String> file : files.entrySet()) {
            checksums.put(file.getKey(), sha256(folder.resolve(file.getValue())));
        }
        JsonObject settings = JsonObject.builder()
                .put("sizes", sizes)
                .put("sha256", checksums.build())
                .build();
        new ModelDescription(architecture, settings, files, card).write(folder.resolve(DESCRIPTION));
    }

    /**
     * Loads a model.
     *
     * @throws UserError if a file is missing, damaged, or does not belong to the others
     */
    public <M> M load(Path folder, Reader<M> reader) {
        if (!Files.isDirectory(folder)) {
            throw new UserError("there is no model folder " + folder + "; train one with './rnn4j " + example
                    + " --out " + folder + "', or name another one with --model");
        }
        try {
            ModelDescription description = ModelDescription.read(folder.resolve(DESCRIPTION));
            if (!description.architecture().equals(architecture)) {
                throw UserError.otherModel(folder, architecture, description.architecture());
            }
            description.settings().requireOnly("sizes", "sha256");
            JsonObject checksums = description.settings().object("sha256");
            for (String role : checksums.keys()) {
                requireUnchanged(description.file(folder, role), checksums.string(role));
            }
            return reader.read(description.settings().object("sizes"), role -> description.file(folder, role));
        } catch (FileFormatException
                | DataFileException
                | ParameterMismatchException
                | IllegalArgumentException damage) {
            throw new UserError("the model in " + folder + " is damaged: " + damage.getMessage(), damage);
        } catch (IOException failure) {
            throw UserError.file("read the model in", folder, failure);
        }
    }

    /** Puts the saved weights into a model that was built like the saved one. */
    public static <M extends Parameterized> M withWeights(M model, Function<String, Path> files) throws IOException {
        ParameterFiles.load(files.apply(PARAMETERS), model.parameters());
        return model;
    }

    private static void requireUnchanged(Path file, String expected) throws IOException {
        if (!sha256(file).equals(expected)) {
            throw new IllegalArgumentException(file.getFileName() + " is not the file that " + DESCRIPTION
                    + " was written for: its SHA-256 differs; copy the whole folder again");
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java runtime has SHA-256", impossible);
        }
    }
}
