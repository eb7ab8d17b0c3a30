package org.rnn4j.data.vocabulary;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.internal.JsonReader;
import org.rnn4j.data.internal.Text;
import tools.jackson.core.JsonToken;

/** Reads a {@link NameFile} strictly: everything must be there once, nothing else may be, and the checksum must fit. */
final class NameFileParser {
    private final JsonReader json;
    private final NameFile.Layout layout;

    private @Nullable String format;
    private @Nullable Integer version;
    private @Nullable Map<String, Integer> special;
    private @Nullable List<String> names;
    private @Nullable String checksum;

    private NameFileParser(JsonReader json, NameFile.Layout layout) {
        this.json = json;
        this.layout = layout;
    }

    static NameFile parse(String file, byte[] bytes, NameFile.Layout layout) {
        return JsonReader.parse(file, bytes, json -> new NameFileParser(json, layout).readFile());
    }

    private NameFile readFile() {
        json.wholeObject(this::readProperty);
        return checked();
    }

    private void readProperty(String key, JsonToken value) {
        if (key.equals(NameFile.FORMAT_KEY)) {
            format = json.string(value, key);
        } else if (key.equals(NameFile.VERSION_KEY)) {
            version = json.number(value, key);
        } else if (key.equals(NameFile.SPECIAL_KEY) && layout.hasSpecial()) {
            special = readSpecial(value);
        } else if (key.equals(layout.listKey())) {
            names = readNames(value);
        } else if (key.equals(NameFile.CHECKSUM_KEY)) {
            checksum = json.string(value, key);
        } else {
            throw json.error("unknown key " + Text.quote(key));
        }
    }

    private Map<String, Integer> readSpecial(JsonToken value) {
        json.expect(value, JsonToken.START_OBJECT, "an object as \"" + NameFile.SPECIAL_KEY + "\"");
        Map<String, Integer> entries = new LinkedHashMap<>();
        json.object((key, number) -> {
            if (!layout.specialKeys().contains(key)) {
                throw json.error("unknown special entry " + Text.quote(key) + "; expected " + layout.specialKeys());
            }
            entries.put(key, json.number(number, key));
        });
        return entries;
    }

    private List<String> readNames(JsonToken value) {
        json.expect(value, JsonToken.START_ARRAY, "a list as \"" + layout.listKey() + "\"");
        List<String> list = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        JsonToken element = json.next();
        for (; element != JsonToken.END_ARRAY; element = json.next()) {
            String name = json.string(element, layout.listKey());
            if (name.isEmpty() || !Text.isUnicode(name)) {
                throw json.error("entry " + list.size() + " of \"" + layout.listKey() + "\" is "
                        + (name.isEmpty() ? "empty" : Text.quote(name) + ", which has half of a surrogate pair"));
            }
            if (!seen.add(name)) {
                throw json.error("entry " + list.size() + " of \"" + layout.listKey() + "\", " + Text.quote(name)
                        + ", occurs twice");
            }
            list.add(name);
        }
        return list;
    }

    private NameFile checked() {
        json.requireFormat(layout.format(), json.requirePresent(format, NameFile.FORMAT_KEY));
        json.requireVersion(NameFile.VERSION, json.requirePresent(version, NameFile.VERSION_KEY));
        Map<String, Integer> foundSpecial =
                layout.hasSpecial() ? json.requirePresent(special, NameFile.SPECIAL_KEY) : Map.of();
        NameFile content = new NameFile(foundSpecial, json.requirePresent(names, layout.listKey()));
        json.requireChecksum(content.sha256(layout), json.requirePresent(checksum, NameFile.CHECKSUM_KEY));
        return content;
    }
}
