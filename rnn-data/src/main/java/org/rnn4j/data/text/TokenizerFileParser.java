package org.rnn4j.data.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rnn4j.data.internal.JsonReader;
import org.rnn4j.data.internal.Text;
import tools.jackson.core.JsonToken;

/** Reads a {@link TokenizerFile} strictly: everything must be there once, nothing else may be, the checksum must fit. */
final class TokenizerFileParser {
    private final JsonReader json;

    private @Nullable String format;
    private @Nullable Integer version;
    private @Nullable String kind;
    private @Nullable Map<String, Boolean> flags;
    private @Nullable Map<String, String> texts;
    private @Nullable List<String> merges;
    private @Nullable String checksum;

    private TokenizerFileParser(JsonReader json) {
        this.json = json;
    }

    static Tokenizer parse(String file, byte[] bytes) {
        return JsonReader.parse(file, bytes, json -> new TokenizerFileParser(json).readFile());
    }

    private Tokenizer readFile() {
        json.wholeObject(this::readProperty);
        json.requireFormat(TokenizerFile.FORMAT, json.requirePresent(format, "format"));
        json.requireVersion(TokenizerFile.VERSION, json.requirePresent(version, "version"));
        TokenizerDescription description = new TokenizerDescription(
                json.requirePresent(kind, "kind"),
                json.requirePresent(flags, "flags"),
                json.requirePresent(texts, "texts"),
                json.requirePresent(merges, "merges"));
        json.requireChecksum(TokenizerFile.sha256(description), json.requirePresent(checksum, "sha256"));
        try {
            return tokenizer(description);
        } catch (IllegalArgumentException impossible) {
            throw json.fileError(String.valueOf(impossible.getMessage()));
        }
    }

    private void readProperty(String key, JsonToken value) {
        switch (key) {
            case "format" -> format = json.string(value, key);
            case "version" -> version = json.number(value, key);
            case "kind" -> kind = json.string(value, key);
            case "flags" -> flags = readFlags(value);
            case "texts" -> texts = readTexts(value);
            case "merges" -> merges = readMerges(value);
            case "sha256" -> checksum = json.string(value, key);
            default -> throw json.error("unknown key " + Text.quote(key));
        }
    }

    private Map<String, Boolean> readFlags(JsonToken value) {
        json.expect(value, JsonToken.START_OBJECT, "an object as \"flags\"");
        Map<String, Boolean> read = new TreeMap<>();
        json.object((key, flag) -> read.put(key, json.flag(flag, key)));
        return read;
    }

    private Map<String, String> readTexts(JsonToken value) {
        json.expect(value, JsonToken.START_OBJECT, "an object as \"texts\"");
        Map<String, String> read = new TreeMap<>();
        json.object((key, text) -> read.put(key, json.string(text, key)));
        return read;
    }

    private List<String> readMerges(JsonToken value) {
        json.expect(value, JsonToken.START_ARRAY, "a list as \"merges\"");
        List<String> read = new ArrayList<>();
        for (JsonToken merge = json.next(); merge != JsonToken.END_ARRAY; merge = json.next()) {
            read.add(json.string(merge, "merges"));
        }
        return read;
    }

    private static Tokenizer tokenizer(TokenizerDescription description) {
        boolean hasMerges = !description.merges().isEmpty();
        if (hasMerges && !description.kind().equals(BytePairTokenizer.KIND)) {
            throw new IllegalArgumentException("only a tokenizer of byte pairs has merges");
        }
        return switch (description.kind()) {
            case CharacterTokenizer.KIND -> CharacterTokenizer.from(description);
            case ByteTokenizer.KIND -> ByteTokenizer.from(description);
            case WhitespaceTokenizer.KIND -> WhitespaceTokenizer.from(description);
            case WordTokenizer.KIND -> WordTokenizer.from(description);
            case PatternTokenizer.KIND -> PatternTokenizer.from(description);
            case BytePairTokenizer.KIND -> BytePairTokenizer.from(description);
            default ->
                throw new IllegalArgumentException("unknown kind of tokenizer " + Text.quote(description.kind()));
        };
    }
}
