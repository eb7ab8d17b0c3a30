package org.rnn4j.optim.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads event files of TensorBoard by the formats' descriptions, sharing nothing with what writes them. */
public final class EventFile {
    private EventFile() {}

    /** A message: the values of each field, as Long (varint), Double, Float or byte[]. */
    public record Message(Map<Integer, List<Object>> fields) {
        @SuppressWarnings("unchecked")
        <V> V one(int field) {
            assertThat(fields.getOrDefault(field, List.of()))
                    .as("field %d", field)
                    .hasSize(1);
            return (V) fields.get(field).get(0);
        }

        boolean has(int field) {
            return fields.containsKey(field);
        }

        String string(int field) {
            return new String(this.<byte[]>one(field), StandardCharsets.UTF_8);
        }

        Message message(int field) {
            return decode(this.<byte[]>one(field));
        }

        double[] doubles(int field) {
            ByteBuffer packed = ByteBuffer.wrap(this.<byte[]>one(field)).order(ByteOrder.LITTLE_ENDIAN);
            double[] values = new double[packed.remaining() / 8];
            packed.asDoubleBuffer().get(values);
            return values;
        }
    }

    /** A scalar of a run. */
    public record Scalar(String tag, long step, float value) {}

    /** A histogram of a run. */
    public record Histogram(String tag, long step, Message content) {}

    /** All events of a file; every sum must be right and nothing left over. */
    public static List<Message> read(Path file) throws IOException {
        return parse(Files.readAllBytes(file));
    }

    static List<Message> parse(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<Message> events = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] length = new byte[8];
            in.get(length);
            assertThat(unmasked(in.getInt())).as("sum of the length").isEqualTo(crc32c(length));
            byte[] content = new byte
                    [Math.toIntExact(ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong())];
            in.get(content);
            assertThat(unmasked(in.getInt())).as("sum of the content").isEqualTo(crc32c(content));
            events.add(decode(content));
        }
        return events;
    }

    /** The scalars, in order. */
    public static List<Scalar> scalars(List<Message> events) {
        List<Scalar> scalars = new ArrayList<>();
        for (Message event : events) {
            if (event.has(5) && event.message(5).message(1).has(2)) {
                Message value = event.message(5).message(1);
                scalars.add(new Scalar(value.string(1), event.<Long>one(2), value.<Float>one(2)));
            }
        }
        return scalars;
    }

    /** The histograms, in order. */
    public static List<Histogram> histograms(List<Message> events) {
        List<Histogram> histograms = new ArrayList<>();
        for (Message event : events) {
            if (event.has(5) && event.message(5).message(1).has(5)) {
                Message value = event.message(5).message(1);
                histograms.add(new Histogram(value.string(1), event.<Long>one(2), value.message(5)));
            }
        }
        return histograms;
    }

    static Message decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Map<Integer, List<Object>> fields = new TreeMap<>();
        while (in.hasRemaining()) {
            long key = varint(in);
            Object value = switch ((int) (key % 8)) {
                case 0 -> varint(in);
                case 1 -> in.getDouble();
                case 2 -> {
                    byte[] content = new byte[Math.toIntExact(varint(in))];
                    in.get(content);
                    yield content;
                }
                case 5 -> in.getFloat();
                default -> throw new AssertionError("wire type of key " + key);
            };
            fields.computeIfAbsent((int) (key / 8), field -> new ArrayList<>()).add(value);
        }
        return new Message(fields);
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value += (next & 127L) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static int unmasked(int masked) {
        int rotated = masked - 0xa282ead8;
        return rotated >>> 17 | rotated << 15;
    }

    /** CRC-32C bit by bit: the reflected Castagnoli polynomial. */
    static int crc32c(byte[] bytes) {
        int rest = -1;
        for (byte next : bytes) {
            rest ^= next & 255;
            for (int bit = 0; bit < 8; bit++) {
                rest = (rest & 1) == 0 ? rest >>> 1 : rest >>> 1 ^ 0x82f63b78;
            }
        }
        return ~rest;
    }
}
