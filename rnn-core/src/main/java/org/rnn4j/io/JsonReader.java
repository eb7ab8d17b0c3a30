package org.rnn4j.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Reads a small JSON file strictly into a {@link JsonObject}. */
final class JsonReader {
    static final int MAX_BYTES = 1 << 22;
    static final int MAX_DEPTH = 64;
    static final int MAX_TOKENS = 100_000;

    private static final String ADVICE =
            "the file is damaged or no JSON file of this kind; restore it or write it again";

    private final Source source;
    private final JsonParser json;

    private JsonReader(Source source, JsonParser json) {
        this.source = source;
        this.json = json;
    }

    static JsonObject read(Source source) throws IOException {
        if (source.size() > MAX_BYTES) {
            throw source.error(
                    FileFormatException.NO_OFFSET,
                    null,
                    "expected at most " + MAX_BYTES + " bytes of JSON, but the file has " + source.size());
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) source.size());
        source.readFully(bytes);
        checkUtf8(bytes.array(), source);
        try (JsonParser json = StrictJson.factory(MAX_DEPTH, MAX_BYTES, MAX_TOKENS)
                .createParser(ObjectReadContext.empty(), bytes.array())) {
            return new JsonReader(source, json).readRoot();
        }
    }

    private static void checkUtf8(byte[] bytes, Source source) {
        Utf8Check utf8 = new Utf8Check();
        for (int i = 0; i < bytes.length; i++) {
            if (!utf8.accept(bytes[i]) || (i + 1 == bytes.length && !utf8.isComplete())) {
                throw source.error(i, null, "the text is not valid UTF-8 here; " + ADVICE);
            }
        }
    }

    private JsonObject readRoot() {
        try {
            JsonToken first = json.nextToken();
            if (first != JsonToken.START_OBJECT) {
                throw error(JsonPath.ROOT, "expected one JSON object, but found " + found(first));
            }
            JsonObject root = readObject(JsonPath.ROOT);
            JsonToken more = json.nextToken();
            if (more != null) {
                throw error(JsonPath.ROOT, "expected nothing after the JSON object, but found " + found(more));
            }
            return root;
        } catch (JacksonException e) {
            long offset = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
            throw source.error(
                    offset < 0 ? FileFormatException.NO_OFFSET : offset,
                    null,
                    "not as JSON should be (" + e.getOriginalMessage() + "); " + ADVICE);
        }
    }

    private JsonObject readObject(JsonPath path) {
        Map<String, Object> values = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = text(path, json.currentName());
            JsonToken token = json.nextToken();
            values.put(key, readValue(path.key(key), token));
        }
        return new JsonObject(values, source.file(), path);
    }

    private List<Object> readList(JsonPath path) {
        List<Object> values = new ArrayList<>();
        JsonToken token = json.nextToken();
        while (token != JsonToken.END_ARRAY) {
            values.add(readValue(path.index(values.size()), token));
            token = json.nextToken();
        }
        return Collections.unmodifiableList(values);
    }

    private Object readValue(JsonPath path, JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> text(path, json.getString());
            case VALUE_NUMBER_INT -> readInteger(path);
            case VALUE_NUMBER_FLOAT -> readNumber(path);
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case START_OBJECT -> readObject(path);
            case START_ARRAY -> readList(path);
            default -> throw error(path, "expected a value other than " + found(token));
        };
    }

    private Long readInteger(JsonPath path) {
        if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw error(path, "expected a whole number of at most 64 bits, but found " + Quote.name(json.getString()));
        }
        return json.getLongValue();
    }

    private Double readNumber(JsonPath path) {
        double value = Double.parseDouble(json.getString());
        if (!Double.isFinite(value)) {
            throw error(path, "expected a number within double's range, but found " + Quote.name(json.getString()));
        }
        return value;
    }

    private String text(JsonPath path, String text) {
        if (!Quote.isUnicode(text)) {
            throw error(path, "the string " + Quote.name(text) + " has half of a surrogate pair");
        }
        return text;
    }

    private static String found(JsonToken token) {
        return token == null ? "the end" : token == JsonToken.VALUE_NULL ? "null" : token.toString();
    }

    private FileFormatException error(JsonPath path, String problem) {
        return source.error(
                json.currentTokenLocation().getByteOffset(),
                path == JsonPath.ROOT ? null : path.toString(),
                problem + "; " + ADVICE);
    }
}
