package org.rnn4j.data.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 over texts and numbers: texts as UTF-8 with their length in bytes before, numbers as 64-bit big-endian. */
public final class Checksum {
    private final MessageDigest digest;

    /** The checksum of nothing yet. */
    public Checksum() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** Adds a text. */
    public Checksum add(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        add(utf8.length);
        digest.update(utf8);
        return this;
    }

    /** Adds a number. */
    public Checksum add(long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
        return this;
    }

    /** The checksum in hexadecimal digits; ends the sum. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
