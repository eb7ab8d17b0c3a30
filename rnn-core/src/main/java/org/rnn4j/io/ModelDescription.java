package org.rnn4j.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code model.json} says about a saved model: its architecture, in the project's own vocabulary and never as the
 * name of a Java class, and the names of the other files beside it. Immutable.
 *
 * <p>The file carries a SHA-256 of its content, checked when present: to edit a file by hand, remove that key.
 *
 * @param architecture the name of the architecture, such as {@code sequence-classifier}
 * @param settings the settings the architecture is built from
 * @param files names of files in the same folder by their role, such as {@code parameters: model.safetensors}
 * @param card free text by topic for people who use the model: purpose, data, results, licence
 */
public record ModelDescription(
        String architecture, JsonObject settings, Map<String, String> files, Map<String, String> card) {
    /** The newest version of the file's format that this release reads, and the one it writes. */
    public static final int FORMAT_VERSION = 1;

    private static final String FORMAT = "rnn4j-model";

    /** Copies the maps and checks the names of the files. */
    public ModelDescription {
        if (architecture.isBlank()) {
            throw new IllegalArgumentException("ModelDescription: the name of the architecture must not be blank");
        }
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        card = Collections.unmodifiableMap(new LinkedHashMap<>(card));
        files.forEach((role, name) -> {
            String problem = PlainFileName.problem(name);
            if (problem != null) {
                throw new IllegalArgumentException(
                        "ModelDescription: file " + Quote.name(role) + ": " + Quote.name(name) + " " + problem);
            }
        });
    }

    /** A description without a card. */
    public ModelDescription(String architecture, JsonObject settings, Map<String, String> files) {
        this(architecture, settings, files, Map.of());
    }

    /** The path of the file with this role in {@code folder}; an unknown role and a symbolic link are refused. */
    public Path file(Path folder, String role) {
        String name = files.get(role);
        if (name == null) {
            throw new IllegalArgumentException(
                    "ModelDescription: there is no file " + Quote.name(role) + "; the files are " + files);
        }
        Path path = folder.resolve(name);
        if (Files.isSymbolicLink(path)) {
            throw new FileFormatException(
                    path.toString(),
                    FileFormatException.NO_OFFSET,
                    "files." + role,
                    "expected a file in the model's folder, but it is a symbolic link; put the file itself there");
        }
        return path;
    }

    /** Writes the description as indented JSON, as a whole or not at all. */
    public void write(Path path) throws IOException {
        byte[] bytes = toJson().toBytes();
        of(JsonObject.read(bytes, "the new file")); // what is written can be read
        AtomicFiles.write(path, bytes);
    }

    /** The JSON object that {@link #write} writes. */
    public JsonObject toJson() {
        JsonObject unsigned = content(null);
        return content(JsonDigest.sha256(unsigned));
    }

    private JsonObject content(@Nullable String sha256) {
        JsonObject.Builder json = JsonObject.builder()
                .put("format", FORMAT)
                .put("formatVersion", FORMAT_VERSION)
                .put(
                        "architecture",
                        JsonObject.builder()
                                .put("name", architecture)
                                .put("settings", settings)
                                .build())
                .put("files", strings(files))
                .put("card", strings(card));
        return sha256 == null ? json.build() : json.put("sha256", sha256).build();
    }

    private static JsonObject strings(Map<String, String> map) {
        JsonObject.Builder json = JsonObject.builder();
        map.forEach((key, value) -> json.put(key, value));
        return json.build();
    }

    /**
     * Reads a description.
     *
     * @throws FileFormatException if the content is damaged, not a description, or of a newer format version
     * @throws IOException if the file cannot be read
     */
    public static ModelDescription read(Path path) throws IOException {
        return of(JsonObject.read(path));
    }

    /** The description in a JSON object, with the same checks as {@link #read}. */
    public static ModelDescription of(JsonObject json) {
        if (!json.string("format").equals(FORMAT)) {
            throw json.error(
                    "format",
                    "expected " + Quote.name(FORMAT) + ", but found " + Quote.name(json.string("format"))
                            + "; this is not the description of a model");
        }
        checkVersion(json);
        json.requireOnly("format", "formatVersion", "architecture", "files", "card", "sha256");
        checkDigest(json);
        JsonObject architecture = json.object("architecture");
        architecture.requireOnly("name", "settings");
        if (architecture.string("name").isBlank()) {
            throw architecture.error("name", "expected the name of an architecture, but it is blank");
        }
        Map<String, String> card = json.has("card") ? strings(json.object("card")) : Map.of();
        return new ModelDescription(
                architecture.string("name"), architecture.object("settings"), files(json.object("files")), card);
    }

    private static void checkVersion(JsonObject json) {
        long version = json.longInteger("formatVersion");
        if (version > FORMAT_VERSION) {
            throw json.error(
                    "formatVersion",
                    "the file has format version " + version + ", but this release reads at " + "most " + FORMAT_VERSION
                            + "; use a newer release of RNN4J");
        }
        if (version < 1) {
            throw json.error("formatVersion", "expected at least 1, but found " + version);
        }
    }

    private static void checkDigest(JsonObject json) {
        if (!json.has("sha256")) {
            return;
        }
        JsonObject.Builder unsigned = JsonObject.builder();
        json.asMap().forEach((key, value) -> {
            if (!key.equals("sha256")) {
                unsigned.putValue(key, value);
            }
        });
        String computed = JsonDigest.sha256(unsigned.build());
        if (!computed.equals(json.string("sha256"))) {
            throw json.error(
                    "sha256",
                    "the content's SHA-256 is " + computed + ", but the file says "
                            + Quote.name(json.string("sha256"))
                            + "; the file is damaged, or it was edited: restore it, or remove this key");
        }
    }

    private static Map<String, String> files(JsonObject json) {
        Map<String, String> files = strings(json);
        files.forEach((role, name) -> {
            String problem = PlainFileName.problem(name);
            if (problem != null) {
                throw json.error(role, "the file name " + Quote.name(name) + " " + problem);
            }
        });
        return files;
    }

    private static Map<String, String> strings(JsonObject json) {
        Map<String, String> map = new LinkedHashMap<>();
        json.keys().forEach(key -> map.put(key, json.string(key)));
        return map;
    }
}
