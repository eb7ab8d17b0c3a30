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
import org.rnn4j.data.vocabulary.LabelSet;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.io.FileFormatException;
import org.rnn4j.io.JsonObject;
import org.rnn4j.io.ModelDescription;
import org.rnn4j.io.ParameterFiles;
import org.rnn4j.io.ParameterMismatchException;

/**
 * A trained classifier as the files of a folder. {@code model.json} says how the model is built and which other files
 * belong to it, with a SHA-256 of each, so that a damaged file, or one of another training, is noticed.
 *
 * @param <S> the sizes of the model
 * @param <M> the model
 */
public final class ModelFolder<S extends ModelSizes, M extends Parameterized> {
    private static final String DESCRIPTION = "model.json";
    private static final String PARAMETERS = "parameters";
    private static final String VOCABULARY = "vocabulary";
    private static final String LABELS = "labels";
    private static final Map<String, String> FILES = files();

    private final String example;
    private final String architecture;
    private final Function<JsonObject, S> sizes;
    private final Function<S, M> model;

    /**
     * What a folder holds.
     *
     * @param sizes the sizes of the model
     * @param model the model with its weights
     * @param vocabulary the tokens it knows
     * @param labels the labels it chooses from
     */
    public record Content<S, M>(S sizes, M model, Vocabulary vocabulary, LabelSet labels) {}

    /**
     * The folders of one kind of model.
     *
     * @param example the name of the example that trains it
     * @param architecture its name in {@code model.json}
     * @param sizes reads the sizes that {@link ModelSizes#toJson} wrote
     * @param model builds an untrained model
     */
    public ModelFolder(String example, String architecture, Function<JsonObject, S> sizes, Function<S, M> model) {
        this.example = example;
        this.architecture = architecture;
        this.sizes = sizes;
        this.model = model;
    }

    private static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(PARAMETERS, "model.safetensors");
        files.put(VOCABULARY, "vocabulary.json");
        files.put(LABELS, "labels.json");
        return files;
    }

    /** Saves a model; {@code model.json} comes last, so that it never describes files that are not there. */
    public void save(Path folder, Content<S, M> content, Map<String, String> card) throws IOException {
        Files.createDirectories(folder);
        ParameterFiles.save(
                folder.resolve(FILES.get(PARAMETERS)), content.model().parameters(), Map.of("format", "pt"));
        content.vocabulary().write(folder.resolve(FILES.get(VOCABULARY)));
        content.labels().write(folder.resolve(FILES.get(LABELS)));
        JsonObject settings = JsonObject.builder()
                .put("sizes", content.sizes().toJson())
                .put("sha256", checksums(folder, FILES))
                .build();
        new ModelDescription(architecture, settings, FILES, card).write(folder.resolve(DESCRIPTION));
    }

    /**
     * Loads a model.
     *
     * @throws UserError if a file is missing, damaged, or does not belong to the others
     */
    public Content<S, M> load(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UserError("there is no model folder " + folder + "; train one with './rnn4j " + example
                    + " --out " + folder + "', or name another one with --model");
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

    private Content<S, M> read(Path folder) throws IOException {
        ModelDescription description = ModelDescription.read(folder.resolve(DESCRIPTION));
        if (!description.architecture().equals(architecture)) {
            throw UserError.otherModel(folder, architecture, description.architecture());
        }
        description.settings().requireOnly("sizes", "sha256");
        requireUnchanged(folder, description);
        S read = sizes.apply(description.settings().object("sizes"));
        Path parameters = description.file(folder, PARAMETERS);
        if (read.parameterCount() > Files.size(parameters) / Float.BYTES) { // before anything is allocated
            throw new IllegalArgumentException(DESCRIPTION + ": expected the sizes of the model in "
                    + parameters.getFileName() + ", but " + read + " needs more values than that file has");
        }
        Vocabulary vocabulary = Vocabulary.read(description.file(folder, VOCABULARY));
        LabelSet labels = LabelSet.read(description.file(folder, LABELS));
        requireSize(VOCABULARY, read.tokens(), vocabulary.size());
        requireSize(LABELS, read.labels(), labels.size());
        M built = model.apply(read);
        ParameterFiles.load(parameters, built.parameters());
        return new Content<>(read, built, vocabulary, labels);
    }

    private static void requireSize(String role, int expected, int found) {
        if (expected != found) {
            throw new IllegalArgumentException(
                    FILES.get(role) + ": expected " + expected + " entries, as model.json says, but found " + found);
        }
    }

    private static void requireUnchanged(Path folder, ModelDescription description) throws IOException {
        JsonObject expected = description.settings().object("sha256");
        for (String role : FILES.keySet()) {
            Path file = description.file(folder, role);
            if (!sha256(file).equals(expected.string(role))) {
                throw new IllegalArgumentException(file.getFileName() + " is not the file that " + DESCRIPTION
                        + " was written for: its SHA-256 differs; copy the whole folder again");
            }
        }
    }

    private static JsonObject checksums(Path folder, Map<String, String> files) throws IOException {
        JsonObject.Builder checksums = JsonObject.builder();
        for (Map.Entry<String, String> file : files.entrySet()) {
            checksums.put(file.getKey(), sha256(folder.resolve(file.getValue())));
        }
        return checksums.build();
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java runtime has SHA-256", impossible);
        }
    }
}
