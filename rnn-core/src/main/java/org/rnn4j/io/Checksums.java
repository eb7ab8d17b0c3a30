package org.rnn4j.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The checksums in a file's metadata: {@code sha256.NAME} over the bytes of a tensor, and {@code sha256-header} over
 * everything else (names, types, shapes, offsets, metadata). A file has all of them or, from another writer, none.
 */
final class Checksums {
    static final String TENSOR_PREFIX = "sha256.";
    static final String HEADER_KEY = "sha256-header";

    private Checksums() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }

    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    static boolean isReserved(String metadataKey) {
        return metadataKey.equals(HEADER_KEY) || metadataKey.startsWith(TENSOR_PREFIX);
    }

    static boolean arePresent(Map<String, String> metadata) {
        return metadata.keySet().stream().anyMatch(Checksums::isReserved);
    }

    /** The checksum over the metadata (sorted by key, without this checksum itself) and the entries in data order. */
    static String ofHeader(Map<String, String> metadata, List<TensorEntry> entries) {
        MessageDigest digest = sha256();
        new TreeMap<>(metadata).forEach((key, value) -> {
            if (!key.equals(HEADER_KEY)) {
                add(digest, key);
                add(digest, value);
            }
        });
        for (TensorEntry entry : entries) {
            add(digest, entry.name());
            add(digest, entry.dataType().name());
            add(digest, entry.shape().length);
            for (int size : entry.shape()) {
                add(digest, size);
            }
            add(digest, entry.begin());
            add(digest, entry.end());
        }
        return hex(digest);
    }

    private static void add(MessageDigest digest, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        add(digest, utf8.length);
        digest.update(utf8);
    }

    private static void add(MessageDigest digest, long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    /** Checks the header's own checksum and that every tensor has one; a file without any checksum passes. */
    static void check(Header header, Source source) {
        Map<String, String> metadata = header.metadata();
        if (!arePresent(metadata)) {
            return;
        }
        for (TensorEntry entry : header.entries()) {
            if (!metadata.containsKey(TENSOR_PREFIX + entry.name())) {
                throw source.error(
                        HeaderParser.LENGTH_BYTES,
                        entry.name(),
                        "the file has checksums, but none of this tensor; " + HeaderParser.ADVICE);
            }
        }
        String computed = ofHeader(metadata, header.entries());
        if (!computed.equals(metadata.get(HEADER_KEY))) {
            throw source.error(
                    HeaderParser.LENGTH_BYTES,
                    null,
                    "the header's SHA-256 is " + computed + ", but its metadata " + HEADER_KEY + " says "
                            + metadata.get(HEADER_KEY) + "; " + HeaderParser.ADVICE);
        }
    }
}
