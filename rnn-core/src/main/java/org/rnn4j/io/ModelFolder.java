package org.rnn4j.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rnn4j.autograd.Parameterized;

/**
 * A trained model as the files of a folder: {@code model.json} says what the model is built from and which other files
 * belong to it, with a SHA-256 of each, so that a damaged file, or one of another training, is noticed. Beside the weights
 * there is room for whatever the model needs to answer: a vocabulary, labels, a tokenizer, a scaler. Immutable.
 *
 * <pre>{@code
 * ModelFolder.of("name-classifier", sizes.toJson(), model)
 *         .with("vocabulary", "vocabulary.json", vocabulary::write)
 *         .card(Map.of("purpose", "Tells which language a name is written in."))
 *         .save(folder);
 *
 * ModelFolder saved = ModelFolder.open(folder);
 * Vocabulary vocabulary = Vocabulary.read(saved.file("vocabulary"));
 * NameClassifier model = saved.loadInto(new NameClassifier(Sizes.of(saved.sizes())));
 * }</pre>
 *
 * @see ModelDescription
 */
public final class ModelFolder {
    private static final String DESCRIPTION = "model.json";
    private static final String PARAMETERS = "parameters";
    private static final String PARAMETERS_FILE = "model.safetensors";
    private static final String SIZES = "sizes";
    private static final String CHECKSUMS = "sha256";

    private final Path folder;
    private final ModelDescription description;

    private ModelFolder(Path folder, ModelDescription description) {
        this.folder = folder;
        this.description = description;
    }

    /** Writes one file; the methods {@code write(Path)} of vocabularies, labels and scalers fit. */
    @FunctionalInterface
    public interface FileWriter {
        /** Writes the file, replacing what is there. */
        void write(Path file) throws IOException;
    }

    /** What to save. Belongs to one thread. */
    public static final class Builder {
        private final String architecture;
        private final JsonObject sizes;
        private final Parameterized model;
        private final Map<String, String> files = new LinkedHashMap<>();
        private final Map<String, FileWriter> writers = new LinkedHashMap<>();
        private Map<String, String> card = Map.of();

        private Builder(String architecture, JsonObject sizes, Parameterized model) {
            this.architecture = architecture;
            this.sizes = sizes;
            this.model = model;
            files.put(PARAMETERS, PARAMETERS_FILE);
        }

        /**
         * Adds a file.
         *
         * @param role what {@link ModelFolder#file} finds it by, such as {@code vocabulary}
         * @param name its name in the folder
         * @param writer writes it
         * @throws IllegalArgumentException if there is a file of this role or this name already
         */
        public Builder with(String role, String name, FileWriter writer) {
            if (files.containsKey(role) || files.containsValue(name) || name.equals(DESCRIPTION)) {
                throw new IllegalArgumentException("ModelFolder: expected another role and another name than those of"
                        + " the files that are there already, " + files + " and " + DESCRIPTION + ", but got " + role
                        + "=" + name);
            }
            files.put(role, name);
            writers.put(role, writer);
            return this;
        }

        /** Adds free text by topic for people who use the model: purpose, data, results, licence. */
        public Builder card(Map<String, String> newCard) {
            card = new LinkedHashMap<>(newCard);
            return this;
        }

        /**
         * Makes the folder if it is not there and writes the files; {@code model.json} comes last, so that what is
         * interrupted is noticed by its checksums.
         */
        public void save(Path folder) throws IOException {
            new ModelDescription(architecture, sizes, files, card); // refuses unusable names before anything is written
            Files.createDirectories(folder);
            ParameterFiles.save(folder.resolve(PARAMETERS_FILE), model.parameters(), Map.of("format", "pt"));
            JsonObject.Builder checksums = JsonObject.builder();
            for (Map.Entry<String, String> file : files.entrySet()) {
                Path path = folder.resolve(file.getValue());
                FileWriter writer = writers.get(file.getKey());
                if (writer != null) {
                    writer.write(path);
                }
                checksums.put(file.getKey(), sha256(path));
            }
            JsonObject settings = JsonObject.builder()
                    .put(SIZES, sizes)
                    .put(CHECKSUMS, checksums.build())
                    .build();
            new ModelDescription(architecture, settings, files, card).write(folder.resolve(DESCRIPTION));
        }
    }

    /**
     * Begins to save a model.
     *
     * @param architecture the name of the architecture, such as {@code name-classifier}
     * @param sizes all that is needed to build an untrained model of the same shape
     * @param model the model
     */
    public static Builder of(String architecture, JsonObject sizes, Parameterized model) {
        return new Builder(architecture, sizes, model);
    }

    /**
     * Opens a saved model: reads its description and compares the checksum of every file.
     *
     * @throws FileFormatException if the description is damaged, or a file is not the one it was written for
     * @throws IOException if a file is missing or cannot be read
     */
    public static ModelFolder open(Path folder) throws IOException {
        ModelDescription description = ModelDescription.read(folder.resolve(DESCRIPTION));
        description.settings().requireOnly(SIZES, CHECKSUMS);
        if (!description.files().containsKey(PARAMETERS)) {
            throw new FileFormatException(
                    folder.resolve(DESCRIPTION).toString(),
                    FileFormatException.NO_OFFSET,
                    "files",
                    "expected a file with the role " + PARAMETERS + ", but found "
                            + description.files().keySet());
        }
        JsonObject checksums = description.settings().object(CHECKSUMS);
        checksums.requireOnly(description.files().keySet().toArray(String[]::new));
        for (String role : description.files().keySet()) {
            Path file = description.file(folder, role);
            if (!sha256(file).equals(checksums.string(role))) {
                throw new FileFormatException(
                        file.toString(),
                        FileFormatException.NO_OFFSET,
                        null,
                        "this is not the file that " + DESCRIPTION
                                + " was written for: its SHA-256 differs; copy the whole" + " folder again");
            }
        }
        return new ModelFolder(folder, description);
    }

    /** The name of the architecture. */
    public String architecture() {
        return description.architecture();
    }

    /** All that is needed to build an untrained model of the same shape, as it was saved. */
    public JsonObject sizes() {
        return description.settings().object(SIZES);
    }

    /** Free text by topic for people who use the model. */
    public Map<String, String> card() {
        return description.card();
    }

    /**
     * The path of the file with this role.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Path file(String role) {
        return description.file(folder, role);
    }

    /**
     * Refuses sizes of a model with more values than the weights have bytes for. To be called before the model is built,
     * where {@code model.json} may come from strangers: sizes that it makes up cost no memory then.
     *
     * @throws FileFormatException if there are more
     */
    public void requireRoomFor(long parameterCount) throws IOException {
        long most = Files.size(file(PARAMETERS)) / Float.BYTES;
        if (parameterCount > most) {
            throw new FileFormatException(
                    folder.resolve(DESCRIPTION).toString(),
                    FileFormatException.NO_OFFSET,
                    "architecture.settings." + SIZES,
                    "expected the sizes of the model in " + PARAMETERS_FILE + ", which has at most " + most
                            + " values, but found " + sizes() + ", which need " + parameterCount);
        }
    }

    /**
     * Puts the saved weights into a model that was built like the saved one, and returns that model.
     *
     * @throws ParameterMismatchException if it was built otherwise; it is unchanged then
     */
    public <M extends Parameterized> M loadInto(M model) throws IOException {
        ParameterFiles.load(file(PARAMETERS), model.parameters());
        return model;
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = Checksums.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Checksums.hex(digest);
    }
}
