package org.rnn4j.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Reads and checks a safetensors header: length, UTF-8, JSON, no duplicate key, and tensors that cover the data without
 * overlap or hole. What it allocates is limited by its constants, whatever the header says.
 */
final class HeaderParser {
    static final int LENGTH_BYTES = 8;
    /** The format's own limit. */
    static final long MAX_HEADER_BYTES = 100_000_000;
    /** Tensors and metadata entries together. */
    static final int MAX_ENTRIES = 10_000;
    /** Characters of all names and metadata together. */
    static final int MAX_CHARACTERS = 4_000_000;

    static final String ADVICE = "the file is damaged or no safetensors file; restore it or save it again";

    private static final int MAX_DEPTH = 3;
    private static final int MAX_TOKENS = 40 * MAX_ENTRIES;

    private final Source source;
    private final JsonParser json;
    private final long dataStart;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final List<TensorEntry> entries = new ArrayList<>();
    private final long[] numbers = new long[TensorShape.MAX_RANK];
    private @Nullable String tensor;
    private boolean metadataSeen;
    private long characters;

    private HeaderParser(Source source, JsonParser json, long dataStart) {
        this.source = source;
        this.json = json;
        this.dataStart = dataStart;
    }

    /** Reads the header and leaves the source at the start of the data. */
    static Header parse(Source source) throws IOException {
        long length = headerLength(source);
        HeaderStream stream = new HeaderStream(source, length);
        long dataStart = LENGTH_BYTES + length;
        try (JsonParser json = StrictJson.factory(MAX_DEPTH, MAX_HEADER_BYTES, MAX_TOKENS)
                .createParser(ObjectReadContext.empty(), stream)) {
            return new HeaderParser(source, json, dataStart).parse(stream);
        } catch (JacksonIOException e) {
            throw e.getCause(); // a read that failed says nothing about the file's content
        }
    }

    private static long headerLength(Source source) throws IOException {
        if (source.size() < LENGTH_BYTES) {
            throw source.error(
                    0, null, "expected 8 bytes of header length, but the file has " + source.size() + "; " + ADVICE);
        }
        ByteBuffer buffer = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        source.readFully(buffer);
        long length = buffer.getLong(0);
        if (length < 2 || length > MAX_HEADER_BYTES) {
            throw source.error(
                    0,
                    null,
                    "expected a header length from 2 to " + MAX_HEADER_BYTES + ", but found "
                            + Long.toUnsignedString(length) + "; " + ADVICE);
        }
        if (length > source.size() - LENGTH_BYTES) {
            throw source.error(
                    0,
                    null,
                    "the header should have " + length + " bytes, but only " + (source.size() - LENGTH_BYTES)
                            + " bytes follow; " + ADVICE);
        }
        return length;
    }

    private Header parse(HeaderStream stream) {
        try {
            parseRoot();
            checkEnd(stream);
        } catch (JacksonIOException e) {
            throw e;
        } catch (JacksonException e) {
            long offset = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
            throw source.error(
                    offset < 0 ? FileFormatException.NO_OFFSET : LENGTH_BYTES + offset,
                    tensor,
                    "the header is not as JSON should be (" + e.getOriginalMessage() + "); " + ADVICE);
        }
        checkCover();
        return new Header(metadata, entries, dataStart);
    }

    private void parseRoot() {
        expect(JsonToken.START_OBJECT, "an object");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = counted(json.currentName());
            if (name.equals(Header.METADATA_KEY)) {
                parseMetadata();
            } else {
                tensor = name;
                entries.add(parseEntry(name));
                tensor = null;
            }
        }
    }

    private void parseMetadata() {
        if (metadataSeen) {
            throw error("there is a second __metadata__; ");
        }
        metadataSeen = true;
        expect(JsonToken.START_OBJECT, "an object of strings as __metadata__");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = counted(json.currentName());
            expect(JsonToken.VALUE_STRING, "a string as value of the metadata " + Quote.name(key));
            if (metadata.put(key, counted(json.getString())) != null) {
                throw error("the metadata " + Quote.name(key) + " is there twice; ");
            }
        }
    }

    private TensorEntry parseEntry(String name) {
        expect(JsonToken.START_OBJECT, "an object with dtype, shape and data_offsets");
        DataType dataType = null;
        long[] shape = null;
        long[] offsets = null;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = json.currentName();
            switch (key) {
                case "dtype" -> dataType = parseDataType();
                case "shape" -> shape = parseNumbers("shape", TensorShape.MAX_RANK);
                case "data_offsets" -> offsets = parseNumbers("data_offsets", 2);
                default ->
                    throw error("expected the keys dtype, shape and data_offsets, but found " + Quote.name(key) + "; ");
            }
        }
        if (dataType == null || shape == null || offsets == null) {
            throw error("expected the keys dtype, shape and data_offsets, but one is missing; ");
        }
        return checked(name, dataType, shape, offsets);
    }

    private DataType parseDataType() {
        expect(JsonToken.VALUE_STRING, "a string as dtype");
        String text = json.getString();
        for (DataType type : DataType.values()) {
            if (type.name().equals(text)) {
                return type;
            }
        }
        throw problem("the dtype " + Quote.name(text) + " is not supported; supported are " + List.of(DataType.values())
                + ", so convert the tensor to one of these");
    }

    private long[] parseNumbers(String key, int limit) {
        expect(JsonToken.START_ARRAY, "an array as " + key);
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (count == limit) {
                throw error(key + " must have at most " + limit + " numbers; ");
            }
            numbers[count++] = parseNumber(key);
        }
        return Arrays.copyOf(numbers, count);
    }

    private long parseNumber(String key) {
        String text = json.currentToken() == JsonToken.VALUE_NUMBER_INT ? json.getString() : "";
        // 18 digits: always a long. No file is longer than that.
        if (text.isEmpty() || text.startsWith("-") || text.length() > 18) {
            throw error(key + " must hold whole numbers from 0 to 10^18, but found "
                    + (text.isEmpty() ? String.valueOf(json.currentToken()) : Quote.name(text)) + "; ");
        }
        return Long.parseLong(text);
    }

    private TensorEntry checked(String name, DataType dataType, long[] shape, long[] offsets) {
        if (offsets.length != 2 || offsets[0] > offsets[1] || offsets[1] > source.size() - dataStart) {
            throw error("data_offsets must be a begin and an end within the " + (source.size() - dataStart)
                    + " bytes of data, but they are " + Arrays.toString(offsets) + "; ");
        }
        TensorShape checked;
        try {
            checked = TensorShape.of(shape, dataType);
        } catch (IllegalArgumentException e) {
            throw error(e.getMessage() + "; ");
        }
        if (checked.bytes() != offsets[1] - offsets[0]) {
            throw error("dtype " + dataType + " and shape " + Arrays.toString(shape) + " need "
                    + checked.bytes() + " bytes, but data_offsets " + Arrays.toString(offsets) + " give "
                    + (offsets[1] - offsets[0]) + "; ");
        }
        return new TensorEntry(name, dataType, checked.sizes(), offsets[0], offsets[1]);
    }

    private void checkEnd(HeaderStream stream) {
        long end = LENGTH_BYTES + json.currentLocation().getByteOffset();
        JsonToken more = json.nextToken();
        if (more != null || stream.afterLastNonSpace() != end) {
            throw source.error(end, null, "only spaces may follow the JSON object of the header; " + ADVICE);
        }
    }

    /**
     * Each tensor begins where the one before it ends. Tensors without data sort before the one that begins at the same
     * place, so that they lie between two tensors and never inside one.
     */
    private void checkCover() {
        entries.sort(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
        long end = 0;
        for (TensorEntry entry : entries) {
            if (entry.begin() != end) {
                throw source.error(
                        dataStart + entry.begin(),
                        entry.name(),
                        "the data of this tensor should begin at offset " + end + " of the data, where the one before "
                                + "it ends, but data_offsets say " + entry.begin() + " ("
                                + (entry.begin() < end ? "overlap" : "hole") + "); " + ADVICE);
            }
            end = entry.end();
        }
        if (dataStart + end != source.size()) {
            throw source.error(
                    dataStart + end,
                    null,
                    "the last tensor ends here, but the file has " + (source.size() - dataStart - end) + " more bytes; "
                            + ADVICE);
        }
    }

    private void expect(JsonToken expected, String what) {
        JsonToken token = json.nextToken();
        if (token != expected) {
            throw error("expected " + what + ", but found " + token + "; ");
        }
    }

    private String counted(String text) {
        characters += text.length();
        if (entries.size() + metadata.size() >= MAX_ENTRIES || characters > MAX_CHARACTERS) {
            throw problem("more than " + MAX_ENTRIES + " tensors and metadata entries, or more than " + MAX_CHARACTERS
                    + " characters of names and metadata; split the file");
        }
        if (!Quote.isUnicode(text)) {
            throw error("the string " + Quote.name(text) + " has half of a surrogate pair; ");
        }
        return text;
    }

    private FileFormatException error(String problem) {
        return problem(problem + ADVICE);
    }

    private FileFormatException problem(String text) {
        long offset = LENGTH_BYTES + json.currentTokenLocation().getByteOffset();
        return source.error(offset, tensor, text);
    }
}
