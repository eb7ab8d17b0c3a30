package org.rnn4j.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An immutable JSON object with its keys in order. Values are strings, whole numbers (long), numbers (finite double),
 * booleans, objects and lists of these; there is no null. Thread-safe.
 *
 * <p>A getter throws {@link FileFormatException} with the path of the key if it is missing or of another type. Reading is
 * strict: UTF-8, standard JSON, no duplicate keys, at most 4 MiB, 100,000 tokens and depth 64. Writing is
 * deterministic and the same in every locale and on every JDK.
 */
public final class JsonObject {
    private final Map<String, Object> values;
    private final String file;
    private final JsonPath path;

    JsonObject(Map<String, Object> values, String file, JsonPath path) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.file = file;
        this.path = path;
    }

    /** A builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** An object without keys. */
    public static JsonObject empty() {
        return builder().build();
    }

    /**
     * Reads a file.
     *
     * @throws FileFormatException if the content is not one JSON object within the limits
     * @throws IOException if the file cannot be read
     */
    public static JsonObject read(Path path) throws IOException {
        try (Source source = Source.open(path)) {
            return JsonReader.read(source);
        }
    }

    /** Reads bytes in memory; {@code name} stands for the file in error messages. */
    public static JsonObject read(byte[] bytes, String name) {
        try (Source source = Source.of(bytes, name)) {
            return JsonReader.read(source);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
    }

    /** Reads a text; {@code name} stands for the file in error messages. */
    public static JsonObject parse(String text, String name) {
        return read(text.getBytes(StandardCharsets.UTF_8), name);
    }

    /** Writes the text as UTF-8, as a whole or not at all. */
    public void write(Path path) throws IOException {
        AtomicFiles.write(path, toBytes());
    }

    byte[] toBytes() {
        return JsonText.of(this).getBytes(StandardCharsets.UTF_8);
    }

    /** Collects keys and values; keys must be unique. */
    public static final class Builder {
        private final Map<String, Object> values = new LinkedHashMap<>();

        private Builder() {}

        /** Adds a string. */
        public Builder put(String key, String value) {
            return add(key, value);
        }

        /** Adds a whole number. */
        public Builder put(String key, long value) {
            return add(key, value);
        }

        /** Adds a number; NaN and infinity are refused, since JSON cannot hold them. */
        public Builder put(String key, double value) {
            return add(key, value);
        }

        /** Adds a boolean. */
        public Builder put(String key, boolean value) {
            return add(key, value);
        }

        /** Adds an object. */
        public Builder put(String key, JsonObject value) {
            return add(key, value);
        }

        /** Adds a list of strings, numbers, booleans, objects and lists. */
        public Builder put(String key, List<?> value) {
            return add(key, value);
        }

        /** Adds a value of any of the allowed types. */
        Builder putValue(String key, Object value) {
            return add(key, value);
        }

        private Builder add(String key, Object value) {
            if (values.containsKey(key)) {
                throw new IllegalArgumentException("JsonObject: the key " + Quote.name(key) + " is used twice");
            }
            JsonValues.checkText(key, key);
            values.put(key, JsonValues.checked(key, value));
            return this;
        }

        /** The object. */
        public JsonObject build() {
            return new JsonObject(values, "JSON object", JsonPath.ROOT);
        }
    }

    /** The keys in order. */
    public Set<String> keys() {
        return values.keySet();
    }

    /** Whether the key is there. */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** All values by key: {@link String}, {@link Long}, {@link Double}, {@link Boolean}, {@link JsonObject}, {@link List}. */
    public Map<String, Object> asMap() {
        return values;
    }

    /** The string of this key. */
    public String string(String key) {
        return get(key, String.class, "a string");
    }

    /** The whole number of this key, within int's range. */
    public int integer(String key) {
        long value = longInteger(key);
        if (value != (int) value) {
            throw error(key, "expected a whole number of at most 32 bits, but found " + value);
        }
        return (int) value;
    }

    /** The whole number of this key. */
    public long longInteger(String key) {
        return get(key, Long.class, "a whole number");
    }

    /** The number of this key, whole or not. */
    public double number(String key) {
        return get(key, Number.class, "a number").doubleValue();
    }

    /** The boolean of this key. */
    public boolean bool(String key) {
        return get(key, Boolean.class, "true or false");
    }

    /** The object of this key. */
    public JsonObject object(String key) {
        return get(key, JsonObject.class, "an object");
    }

    /** The list of strings of this key. */
    public List<String> strings(String key) {
        return list(key, String.class, "strings");
    }

    /** The list of whole numbers of this key, as longs. */
    public long[] integers(String key) {
        return list(key, Long.class, "whole numbers").stream()
                .mapToLong(Long::longValue)
                .toArray();
    }

    /** The list of numbers of this key, whole or not. */
    public double[] numbers(String key) {
        return list(key, Number.class, "numbers").stream()
                .mapToDouble(Number::doubleValue)
                .toArray();
    }

    /** The list of objects of this key. */
    public List<JsonObject> objects(String key) {
        return list(key, JsonObject.class, "objects");
    }

    private <T> List<T> list(String key, Class<T> type, String what) {
        List<?> list = get(key, List.class, "a list of " + what);
        List<T> typed = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (!type.isInstance(list.get(i))) {
                throw error(
                        key + "[" + i + "]",
                        "expected a list of " + what + ", but found " + JsonValues.describe(list.get(i)));
            }
            typed.add(type.cast(list.get(i)));
        }
        return Collections.unmodifiableList(typed);
    }

    private <T> T get(String key, Class<T> type, String what) {
        Object value = values.get(key);
        if (value == null) {
            throw error(key, "expected " + what + ", but the key is missing; the keys are " + values.keySet());
        }
        if (!type.isInstance(value)) {
            throw error(key, "expected " + what + ", but found " + JsonValues.describe(value));
        }
        return type.cast(value);
    }

    /** Refuses keys other than these, so that a misspelt setting is not ignored. */
    public void requireOnly(String... allowed) {
        for (String key : values.keySet()) {
            if (!Arrays.asList(allowed).contains(key)) {
                throw error(key, "the key is unknown; expected only " + Arrays.toString(allowed));
            }
        }
    }

    FileFormatException error(String key, String problem) {
        return new FileFormatException(
                file, FileFormatException.NO_OFFSET, path.key(key).toString(), problem);
    }

    /** Equal keys with equal values, in any order. */
    @Override
    public boolean equals(Object other) {
        return other instanceof JsonObject that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** The JSON text, indented by two spaces, with a final line feed. */
    @Override
    public String toString() {
        return JsonText.of(this);
    }
}
