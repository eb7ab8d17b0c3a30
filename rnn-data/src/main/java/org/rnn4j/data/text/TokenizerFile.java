package org.rnn4j.data.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.internal.Checksum;
import org.rnn4j.data.internal.Json;
import org.rnn4j.data.internal.WholeFile;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;

/**
 * Writes and reads tokenizers as JSON, so that a saved model cuts texts as it did in training.
 *
 * <pre>{@code
 * {
 *   "format": "rnn4j-tokenizer",
 *   "version": 1,
 *   "kind": "words",
 *   "flags": {
 *     "lowerCasing": true,
 *     "normalizing": true,
 *     "punctuation": false
 *   },
 *   "texts": {
 *     "number": "<number>"
 *   },
 *   "merges": [],
 *   "sha256": "..."
 * }
 * }</pre>
 *
 * <p>Kinds are {@code characters}, {@code bytes}, {@code words}, {@code white-space}, {@code pattern} and {@code
 * byte-pairs}. A tokenizer of one's own has no such file. The checksum covers the content, since a damaged merge looks
 * like a merge.
 */
public final class TokenizerFile {
    static final String FORMAT = "rnn4j-tokenizer";
    static final int VERSION = 1;

    private TokenizerFile() {}

    /**
     * Writes a tokenizer, as a whole or not at all; equal tokenizers give the same bytes.
     *
     * @throws IllegalArgumentException if it is none of this library's
     */
    public static void write(Path file, Tokenizer tokenizer) throws IOException {
        if (!(tokenizer instanceof Describable described)) {
            throw new IllegalArgumentException("TokenizerFile: expected a tokenizer of this library, but got "
                    + tokenizer.getClass().getName() + "; restore a tokenizer of your own in your own way");
        }
        WholeFile.write(file, toJson(described.describe()), Json.MAX_BYTES);
    }

    /**
     * Reads a file of {@link #write}.
     *
     * @throws DataFileException if the file is not exactly such a file
     */
    public static Tokenizer read(Path file) throws IOException {
        return TokenizerFileParser.parse(file.toString(), WholeFile.read(file, Json.MAX_BYTES));
    }

    static byte[] toJson(TokenizerDescription description) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.writer().createGenerator(Json.indented(), bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringProperty("format", FORMAT);
            json.writeNumberProperty("version", VERSION);
            json.writeStringProperty("kind", description.kind());
            json.writeObjectPropertyStart("flags");
            description.flags().forEach(json::writeBooleanProperty);
            json.writeEndObject();
            json.writeObjectPropertyStart("texts");
            description.texts().forEach(json::writeStringProperty);
            json.writeEndObject();
            json.writeArrayPropertyStart("merges");
            description.merges().forEach(json::writeString);
            json.writeEndArray();
            json.writeStringProperty("sha256", sha256(description));
            json.writeEndObject();
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    static String sha256(TokenizerDescription description) {
        Checksum sum = new Checksum().add(FORMAT).add(VERSION).add(description.kind());
        sum.add(description.flags().size());
        description.flags().forEach((key, on) -> sum.add(key).add(on ? 1 : 0));
        sum.add(description.texts().size());
        description.texts().forEach((key, text) -> sum.add(key).add(text));
        sum.add(description.merges().size());
        description.merges().forEach(sum::add);
        return sum.hex();
    }
}
