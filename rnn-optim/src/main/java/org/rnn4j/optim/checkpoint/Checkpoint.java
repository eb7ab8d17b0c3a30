package org.rnn4j.optim.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rnn4j.io.FileFormatException;
import org.rnn4j.io.JsonObject;
import org.rnn4j.io.SafetensorsFile;
import org.rnn4j.io.StoredTensor;
import org.rnn4j.tensor.Tensor;

/**
 * A point of a training run, as one safetensors file: the weights under their own names, so that any reader of the
 * format finds them; all other tensors under a group and a slash, such as {@code optimizer/output.weight.exp_avg}; and a
 * JSON text in the metadata. SHA-256 sums over all of it are checked in reading. Immutable.
 *
 * @param steps how many steps the run had taken
 * @param tensors all tensors by name
 * @param state everything that is no tensor
 */
public record Checkpoint(long steps, Map<String, StoredTensor> tensors, JsonObject state) {
    /** The version of the format that this class writes, and the newest that it reads. */
    public static final int FORMAT_VERSION = 1;

    private static final String VERSION_KEY = "rnn4j-checkpoint-version";
    private static final String STEPS_KEY = "steps";
    private static final String STATE_KEY = "state";
    private static final char GROUP_END = '/';

    /** Keeps an unmodifiable copy of the map in its order. */
    public Checkpoint {
        if (steps < 0) {
            throw new IllegalArgumentException("Checkpoint: expected at least 0 steps, but got " + steps);
        }
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    /** The weights by parameter name, copied. */
    public Map<String, Tensor> weights() {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.indexOf(GROUP_END) < 0) {
                weights.put(name, tensor.toTensor());
            }
        });
        return weights;
    }

    /** The tensors of a group by their names within it. */
    public Map<String, StoredTensor> group(String group) {
        String prefix = group + GROUP_END;
        Map<String, StoredTensor> found = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), tensor);
            }
        });
        return found;
    }

    /**
     * Reads and checks a file.
     *
     * @throws FileFormatException if the file is damaged or no checkpoint
     * @throws CheckpointException if a newer version of the library wrote it
     * @throws IOException if the file cannot be read
     */
    public static Checkpoint read(Path file) throws IOException {
        return of(SafetensorsFile.read(file), file.toString());
    }

    /** Reads and checks bytes in memory, as {@link #read(Path)} does; {@code name} stands for the file in messages. */
    public static Checkpoint read(byte[] bytes, String name) {
        return of(SafetensorsFile.read(bytes, name), name);
    }

    private static Checkpoint of(SafetensorsFile content, String file) {
        Map<String, String> metadata = content.metadata();
        requireVersion(file, number(file, metadata, VERSION_KEY));
        long steps = number(file, metadata, STEPS_KEY);
        JsonObject state = JsonObject.parse(text(file, metadata, STATE_KEY), file + ", state");
        return new Checkpoint(steps, content.tensors(), state);
    }

    private static void requireVersion(String file, long version) {
        if (version > FORMAT_VERSION) {
            throw new CheckpointException(file + ": expected a checkpoint of format version " + FORMAT_VERSION
                    + " or older, but it has version " + version + "; resume with the version of RNN4J that wrote it,"
                    + " or a newer one");
        }
        if (version < 1) {
            throw damaged(file, VERSION_KEY, "expected a version from 1, but found " + version);
        }
    }

    private static String text(String file, Map<String, String> metadata, String key) {
        String text = metadata.get(key);
        if (text == null) {
            throw damaged(
                    file, key, "expected a checkpoint, but its metadata has no such key; it has " + metadata.keySet());
        }
        return text;
    }

    private static long number(String file, Map<String, String> metadata, String key) {
        String text = text(file, metadata, key);
        if (!text.matches("\\d{1,18}")) {
            throw damaged(file, key, "expected a whole number, but found \"" + text + "\"");
        }
        return Long.parseLong(text);
    }

    private static FileFormatException damaged(String file, String key, String problem) {
        return new FileFormatException(file, FileFormatException.NO_OFFSET, key, problem);
    }

    /**
     * Writes the file as a whole or not at all, see {@link org.rnn4j.io.AtomicFiles}.
     *
     * @throws IOException if writing fails; an old file is untouched
     */
    public void write(Path file) throws IOException {
        content().write(file);
    }

    /** The bytes that {@link #write} would write. */
    public byte[] toBytes() {
        return content().toBytes();
    }

    private SafetensorsFile content() {
        Map<String, String> metadata = Map.of(
                VERSION_KEY, Integer.toString(FORMAT_VERSION),
                STEPS_KEY, Long.toString(steps),
                STATE_KEY, state.toString());
        return SafetensorsFile.of(tensors, metadata);
    }
}
