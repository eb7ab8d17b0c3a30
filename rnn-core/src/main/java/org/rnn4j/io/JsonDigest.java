package org.rnn4j.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** The SHA-256 of a JSON object's content: keys in order and values with their types, not the way they are written. */
final class JsonDigest {
    private final MessageDigest digest = Checksums.sha256();

    private JsonDigest() {}

    static String sha256(JsonObject object) {
        JsonDigest content = new JsonDigest();
        content.add(object);
        return Checksums.hex(content.digest);
    }

    private void add(Object value) {
        if (value instanceof JsonObject object) {
            add('{', object.keys().size());
            object.asMap().forEach((key, element) -> {
                add(key);
                add(element);
            });
        } else if (value instanceof List<?> list) {
            add('[', list.size());
            list.forEach(this::add);
        } else if (value instanceof String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            add('"', utf8.length);
            digest.update(utf8);
        } else if (value instanceof Boolean truth) {
            add('?', truth ? 1 : 0);
        } else if (value instanceof Long number) {
            add('i', number);
        } else {
            add('f', Double.doubleToLongBits((Double) value));
        }
    }

    private void add(char type, long number) {
        digest.update(ByteBuffer.allocate(1 + Long.BYTES)
                .put((byte) type)
                .putLong(number)
                .array());
    }
}
