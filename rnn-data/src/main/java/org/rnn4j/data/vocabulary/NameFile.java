package org.rnn4j.data.vocabulary;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.rnn4j.data.internal.Checksum;
import org.rnn4j.data.internal.Json;
import org.rnn4j.data.internal.WholeFile;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;

/**
 * The content of a JSON file of names: a list whose positions are the numbers, and the numbers of special entries.
 *
 * <pre>{@code
 * {
 *   "format": "rnn4j-vocabulary",
 *   "version": 1,
 *   "special": {
 *     "padding": 0,
 *     "unknown": 1
 *   },
 *   "tokens": [
 *     "<pad>",
 *     "<unk>",
 *     "e"
 *   ],
 *   "sha256": "..."
 * }
 * }</pre>
 *
 * <p>The checksum is over the content, not over how it is written: format, version, then number and content of the
 * special entries in the layout's order, then of the names; texts as UTF-8, each with its length in bytes before it, all numbers as 64-bit
 * big-endian. A damaged name looks like a name, so only a checksum can tell.
 *
 * @param special the special entries by what they are for; left out of the file where the layout has none
 * @param names the names by number
 */
record NameFile(Map<String, Integer> special, List<String> names) {
    static final int VERSION = 1;

    static final String FORMAT_KEY = "format";
    static final String VERSION_KEY = "version";
    static final String SPECIAL_KEY = "special";
    static final String CHECKSUM_KEY = "sha256";

    /** What kind of file it is, the key of the list, and the special entries it may have. */
    record Layout(String format, String listKey, List<String> specialKeys) {
        boolean hasSpecial() {
            return !specialKeys.isEmpty();
        }
    }

    void write(Path file, Layout layout) throws IOException {
        write(file, layout, Json.MAX_BYTES);
    }

    /** The same for a file that will be read with this maximum. */
    void write(Path file, Layout layout, int maximum) throws IOException {
        WholeFile.write(file, toJson(layout), maximum);
    }

    static NameFile read(Path file, Layout layout) throws IOException {
        return NameFileParser.parse(file.toString(), WholeFile.read(file, Json.MAX_BYTES), layout);
    }

    byte[] toJson(Layout layout) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.writer().createGenerator(Json.indented(), bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringProperty(FORMAT_KEY, layout.format());
            json.writeNumberProperty(VERSION_KEY, VERSION);
            if (layout.hasSpecial()) {
                json.writeObjectPropertyStart(SPECIAL_KEY);
                special.forEach(json::writeNumberProperty);
                json.writeEndObject();
            }
            json.writeArrayPropertyStart(layout.listKey());
            names.forEach(json::writeString);
            json.writeEndArray();
            json.writeStringProperty(CHECKSUM_KEY, sha256(layout));
            json.writeEndObject();
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }

    String sha256(Layout layout) {
        Checksum sum = new Checksum().add(layout.format()).add(VERSION).add(special.size());
        layout.specialKeys().stream()
                .filter(special::containsKey)
                .forEach(key -> sum.add(key).add(Objects.requireNonNull(special.get(key))));
        sum.add(names.size());
        names.forEach(sum::add);
        return sum.hex();
    }
}
