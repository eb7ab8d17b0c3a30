package org.rnn4j.optim.report;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Encodes one message in the wire format of Protocol Buffers: the field's number and wire type, then its value, little
 * endian. Fields are written as given, also if their value is the default. Not thread-safe.
 */
final class ProtobufWriter {
    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIXED_32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A field of type {@code int64} or an enumeration. */
    ProtobufWriter integer(int field, long value) {
        key(field, VARINT);
        varint(value);
        return this;
    }

    /** A field of type {@code float}. */
    ProtobufWriter float32(int field, float value) {
        key(field, FIXED_32);
        littleEndian(Float.floatToIntBits(value), Float.BYTES);
        return this;
    }

    /** A field of type {@code double}. */
    ProtobufWriter float64(int field, double value) {
        key(field, FIXED_64);
        littleEndian(Double.doubleToLongBits(value), Double.BYTES);
        return this;
    }

    /** A packed field of type {@code repeated double}. */
    ProtobufWriter float64s(int field, double[] values) {
        key(field, LENGTH_DELIMITED);
        varint((long) values.length * Double.BYTES);
        for (double value : values) {
            littleEndian(Double.doubleToLongBits(value), Double.BYTES);
        }
        return this;
    }

    /** A field of type {@code string}, UTF-8. */
    ProtobufWriter string(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A field that is a message. */
    ProtobufWriter message(int field, ProtobufWriter value) {
        return bytes(field, value.toByteArray());
    }

    /** The message so far. */
    byte[] toByteArray() {
        return out.toByteArray();
    }

    private ProtobufWriter bytes(int field, byte[] value) {
        key(field, LENGTH_DELIMITED);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    private void key(int field, int wireType) {
        varint((long) field << 3 | wireType);
    }

    /** Seven bits a byte, lowest first; the highest bit says that more follow. */
    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private void littleEndian(long bits, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (bits >>> 8 * i));
        }
    }
}
