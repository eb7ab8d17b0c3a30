package org.rnn4j.data.internal;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.DataFileException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Reads one JSON object strictly; whatever is wrong is a {@link DataFileException} with the byte offset. */
public final class JsonReader {
    /** What to do about a file that cannot be right. */
    public static final String ADVICE = "the file is damaged or of another kind; restore it or write it again";

    private final String file;
    private final JsonParser json;

    private JsonReader(String file, JsonParser json) {
        this.file = file;
        this.json = json;
    }

    /** Takes a property's value off the reader. */
    @FunctionalInterface
    public interface Properties {
        /** Reads the value of this key: {@code value} is its first token, the current one. */
        void read(String key, JsonToken value);
    }

    /**
     * What {@code body} makes of the bytes.
     *
     * @param file names the bytes in errors
     */
    public static <T> T parse(String file, byte[] bytes, Function<JsonReader, T> body) {
        long invalid = Text.firstInvalidUtf8(bytes);
        if (invalid >= 0) {
            throw DataFileException.atByte(file, invalid, "the text is not valid UTF-8 here; " + ADVICE);
        }
        try (JsonParser json = Json.reader().createParser(ObjectReadContext.empty(), bytes)) {
            return body.apply(new JsonReader(file, json));
        } catch (JacksonException e) {
            long offset = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
            throw DataFileException.atByte(
                    file, offset, "not as JSON should be (" + e.getOriginalMessage() + "); " + ADVICE);
        }
    }

    /** Reads the object that is the whole file. */
    public void wholeObject(Properties properties) {
        expect(json.nextToken(), JsonToken.START_OBJECT, "one JSON object");
        object(properties);
        if (json.nextToken() != null) {
            throw error("expected nothing after the JSON object");
        }
    }

    /** Reads the properties of the object that has just begun. */
    public void object(Properties properties) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            properties.read(key, json.nextToken());
        }
    }

    /** The next token. */
    public @Nullable JsonToken next() {
        return json.nextToken();
    }

    /** The current token as text. */
    public String string(@Nullable JsonToken value, String key) {
        expect(value, JsonToken.VALUE_STRING, "a string in \"" + key + "\"");
        return json.getString();
    }

    /** The current token as a whole number. */
    public int number(@Nullable JsonToken value, String key) {
        expect(value, JsonToken.VALUE_NUMBER_INT, "a whole number as \"" + key + "\"");
        if (json.getNumberType() != JsonParser.NumberType.INT) {
            throw error("expected a whole number below 2^31 as \"" + key + "\", but found " + json.getString());
        }
        return json.getIntValue();
    }

    /** The current token as a finite number, whole or not. */
    public double decimal(@Nullable JsonToken value, String key) {
        if (value != JsonToken.VALUE_NUMBER_INT && value != JsonToken.VALUE_NUMBER_FLOAT) {
            throw error("expected a number in \"" + key + "\", but found " + value);
        }
        double number = json.getDoubleValue();
        if (!Double.isFinite(number)) {
            throw error("expected a finite number in \"" + key + "\", but found " + json.getString());
        }
        return number;
    }

    /** The current token as true or false. */
    public boolean flag(@Nullable JsonToken value, String key) {
        if (value != JsonToken.VALUE_TRUE && value != JsonToken.VALUE_FALSE) {
            throw error("expected true or false as \"" + key + "\", but found " + value);
        }
        return value == JsonToken.VALUE_TRUE;
    }

    /** Throws unless the token is of this kind. */
    public void expect(@Nullable JsonToken found, JsonToken expected, String what) {
        if (found != expected) {
            throw error("expected " + what + ", but found " + (found == null ? "the end" : found.toString()));
        }
    }

    /** The value of a key that must be there. */
    public <T> T requirePresent(@Nullable T value, String key) {
        if (value == null) {
            throw DataFileException.inFile(file, "the key \"" + key + "\" is missing; " + ADVICE);
        }
        return value;
    }

    /** Throws unless the format is the expected one. */
    public void requireFormat(String expected, String found) {
        if (!expected.equals(found)) {
            throw DataFileException.inFile(
                    file, "expected format \"" + expected + "\", but found " + Text.quote(found));
        }
    }

    /** Throws unless the version is the one this library reads. */
    public void requireVersion(int expected, int found) {
        if (found == expected) {
            return;
        }
        throw DataFileException.inFile(
                file,
                found > expected
                        ? "format version " + found + " was written by a newer version of this library; this one reads "
                                + expected
                        : "expected format version " + expected + ", but found " + found);
    }

    /** Throws unless the stated checksum is that of the content. */
    public void requireChecksum(String content, String stated) {
        if (!content.equals(stated)) {
            throw DataFileException.inFile(
                    file,
                    "the content does not fit its checksum (it has " + content + ", but the file says "
                            + Text.quote(stated) + "); " + ADVICE);
        }
    }

    /** An error at the current token; to be thrown by the caller. */
    public DataFileException error(String problem) {
        return DataFileException.atByte(file, json.currentTokenLocation().getByteOffset(), problem + "; " + ADVICE);
    }

    /** An error of the file as a whole; to be thrown by the caller. */
    public DataFileException fileError(String problem) {
        return DataFileException.inFile(file, problem + "; " + ADVICE);
    }
}
