package org.rnn4j.data.vocabulary;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.internal.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Reads a {@link NameFile} strictly: everything must be there once, nothing else may be, and the checksum must fit. */
final class NameFileParser {
    private static final String ADVICE = "the file is damaged or of another kind; restore it or write it again";

    private final String file;
    private final JsonParser json;
    private final NameFile.Layout layout;

    private @Nullable String format;
    private @Nullable Integer version;
    private @Nullable Map<String, Integer> special;
    private @Nullable List<String> names;
    private @Nullable String checksum;

    private NameFileParser(String file, JsonParser json, NameFile.Layout layout) {
        this.file = file;
        this.json = json;
        this.layout = layout;
    }

    static NameFile parse(String file, byte[] bytes, NameFile.Layout layout) {
        long invalid = Text.firstInvalidUtf8(bytes);
        if (invalid >= 0) {
            throw DataFileException.atByte(file, invalid, "the text is not valid UTF-8 here; " + ADVICE);
        }
        try (JsonParser json = Json.reader().createParser(ObjectReadContext.empty(), bytes)) {
            return new NameFileParser(file, json, layout).readFile();
        } catch (JacksonException e) {
            long offset = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
            throw DataFileException.atByte(
                    file, offset, "not as JSON should be (" + e.getOriginalMessage() + "); " + ADVICE);
        }
    }

    private NameFile readFile() {
        expect(json.nextToken(), JsonToken.START_OBJECT, "one JSON object");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            readProperty(json.currentName());
        }
        if (json.nextToken() != null) {
            throw error("expected nothing after the JSON object");
        }
        return checked();
    }

    private void readProperty(String key) {
        JsonToken value = json.nextToken();
        if (key.equals(NameFile.FORMAT_KEY)) {
            format = string(value, key);
        } else if (key.equals(NameFile.VERSION_KEY)) {
            version = number(value, key);
        } else if (key.equals(NameFile.SPECIAL_KEY) && layout.hasSpecial()) {
            special = readSpecial(value);
        } else if (key.equals(layout.listKey())) {
            names = readNames(value);
        } else if (key.equals(NameFile.CHECKSUM_KEY)) {
            checksum = string(value, key);
        } else {
            throw error("unknown key " + Text.quote(key));
        }
    }

    private Map<String, Integer> readSpecial(JsonToken value) {
        expect(value, JsonToken.START_OBJECT, "an object as \"" + NameFile.SPECIAL_KEY + "\"");
        Map<String, Integer> entries = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            if (!layout.specialKeys().contains(key)) {
                throw error("unknown special entry " + Text.quote(key) + "; expected " + layout.specialKeys());
            }
            entries.put(key, number(json.nextToken(), key));
        }
        return entries;
    }

    private List<String> readNames(JsonToken value) {
        expect(value, JsonToken.START_ARRAY, "a list as \"" + layout.listKey() + "\"");
        List<String> list = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        JsonToken element = json.nextToken();
        for (; element != JsonToken.END_ARRAY; element = json.nextToken()) {
            String name = string(element, layout.listKey());
            if (name.isEmpty() || !Text.isUnicode(name)) {
                throw error("entry " + list.size() + " of \"" + layout.listKey() + "\" is "
                        + (name.isEmpty() ? "empty" : Text.quote(name) + ", which has half of a surrogate pair"));
            }
            if (!seen.add(name)) {
                throw error("entry " + list.size() + " of \"" + layout.listKey() + "\", " + Text.quote(name)
                        + ", occurs twice");
            }
            list.add(name);
        }
        return list;
    }

    private String string(@Nullable JsonToken value, String key) {
        expect(value, JsonToken.VALUE_STRING, "a string in \"" + key + "\"");
        return json.getString();
    }

    private int number(@Nullable JsonToken value, String key) {
        expect(value, JsonToken.VALUE_NUMBER_INT, "a whole number as \"" + key + "\"");
        if (json.getNumberType() != JsonParser.NumberType.INT) {
            throw error("expected a whole number below 2^31 as \"" + key + "\", but found " + json.getString());
        }
        return json.getIntValue();
    }

    private NameFile checked() {
        String found = requirePresent(format, NameFile.FORMAT_KEY);
        if (!layout.format().equals(found)) {
            throw DataFileException.inFile(
                    file, "expected format \"" + layout.format() + "\", but found " + Text.quote(found));
        }
        checkVersion(requirePresent(version, NameFile.VERSION_KEY));
        Map<String, Integer> foundSpecial =
                layout.hasSpecial() ? requirePresent(special, NameFile.SPECIAL_KEY) : Map.of();
        NameFile content = new NameFile(foundSpecial, requirePresent(names, layout.listKey()));
        String expected = content.sha256(layout);
        String stated = requirePresent(checksum, NameFile.CHECKSUM_KEY);
        if (!expected.equals(stated)) {
            throw DataFileException.inFile(
                    file,
                    "the content does not fit its checksum (it has " + expected + ", but the file says "
                            + Text.quote(stated) + "); " + ADVICE);
        }
        return content;
    }

    private void checkVersion(int found) {
        if (found == NameFile.VERSION) {
            return;
        }
        throw DataFileException.inFile(
                file,
                found > NameFile.VERSION
                        ? "format version " + found + " was written by a newer version of this library; this one reads "
                                + NameFile.VERSION
                        : "expected format version " + NameFile.VERSION + ", but found " + found);
    }

    private <T> T requirePresent(@Nullable T value, String key) {
        if (value == null) {
            throw DataFileException.inFile(file, "the key \"" + key + "\" is missing; " + ADVICE);
        }
        return value;
    }

    private void expect(@Nullable JsonToken found, JsonToken expected, String what) {
        if (found != expected) {
            throw error("expected " + what + ", but found " + (found == null ? "the end" : found.toString()));
        }
    }

    private DataFileException error(String problem) {
        return DataFileException.atByte(file, json.currentTokenLocation().getByteOffset(), problem + "; " + ADVICE);
    }
}
