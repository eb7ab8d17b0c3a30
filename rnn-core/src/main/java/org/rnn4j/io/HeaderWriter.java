package org.rnn4j.io;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/** Writes a safetensors header: length, compact JSON, spaces up to a multiple of 8 bytes. */
final class HeaderWriter {
    private static final int ALIGNMENT = 8;

    private HeaderWriter() {}

    /** All bytes before the data. */
    static byte[] bytes(Map<String, String> metadata, List<TensorEntry> entries) {
        byte[] json = json(metadata, entries);
        int padding = Math.floorMod(-json.length, ALIGNMENT);
        ByteBuffer bytes = ByteBuffer.allocate(HeaderParser.LENGTH_BYTES + json.length + padding)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length + padding)
                .put(json);
        while (bytes.hasRemaining()) {
            bytes.put((byte) ' ');
        }
        return bytes.array();
    }

    private static byte[] json(Map<String, String> metadata, List<TensorEntry> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = StrictJson.writer().createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeName(Header.METADATA_KEY).writeStartObject();
            metadata.forEach(json::writeStringProperty);
            json.writeEndObject();
            entries.forEach(entry -> write(entry, json));
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private static void write(TensorEntry entry, JsonGenerator json) {
        json.writeName(entry.name()).writeStartObject();
        json.writeStringProperty("dtype", entry.dataType().name());
        json.writeName("shape").writeStartArray();
        for (int size : entry.shape()) {
            json.writeNumber(size);
        }
        json.writeEndArray();
        json.writeName("data_offsets").writeStartArray();
        json.writeNumber(entry.begin()).writeNumber(entry.end()).writeEndArray();
        json.writeEndObject();
    }
}
