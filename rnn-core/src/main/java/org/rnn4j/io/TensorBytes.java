package org.rnn4j.io;

import java.nio.ByteBuffer;

/**
 * Moves values between the array of a stored tensor and little-endian bytes: F64 {@code double[]}, F32 {@code float[]},
 * F16 and BF16 {@code short[]} (the bits), I64 {@code long[]}, I32 {@code int[]}, U8 {@code byte[]}, BOOL
 * {@code boolean[]}.
 */
final class TensorBytes {
    private TensorBytes() {}

    static Object newArray(DataType dataType, int count) {
        return switch (dataType) {
            case F64 -> new double[count];
            case F32 -> new float[count];
            case F16, BF16 -> new short[count];
            case I64 -> new long[count];
            case I32 -> new int[count];
            case U8 -> new byte[count];
            case BOOL -> new boolean[count];
        };
    }

    /** Appends {@code count} values to a little-endian buffer. */
    static void encode(Object values, int from, int count, ByteBuffer out) {
        int start = out.position();
        if (values instanceof double[] array) {
            out.asDoubleBuffer().put(array, from, count);
            out.position(start + count * Double.BYTES);
        } else if (values instanceof float[] array) {
            out.asFloatBuffer().put(array, from, count);
            out.position(start + count * Float.BYTES);
        } else if (values instanceof short[] array) {
            out.asShortBuffer().put(array, from, count);
            out.position(start + count * Short.BYTES);
        } else if (values instanceof long[] array) {
            out.asLongBuffer().put(array, from, count);
            out.position(start + count * Long.BYTES);
        } else if (values instanceof int[] array) {
            out.asIntBuffer().put(array, from, count);
            out.position(start + count * Integer.BYTES);
        } else if (values instanceof byte[] array) {
            out.put(array, from, count);
        } else {
            encodeBooleans((boolean[]) values, from, count, out);
        }
    }

    private static void encodeBooleans(boolean[] values, int from, int count, ByteBuffer out) {
        for (int i = from; i < from + count; i++) {
            out.put((byte) (values[i] ? 1 : 0));
        }
    }

    /**
     * Takes {@code count} values from a little-endian buffer.
     *
     * @return {@code count}, or the index within this chunk of the first byte that is no boolean
     */
    static int decode(ByteBuffer in, Object values, int from, int count) {
        if (values instanceof double[] array) {
            in.asDoubleBuffer().get(array, from, count);
        } else if (values instanceof float[] array) {
            in.asFloatBuffer().get(array, from, count);
        } else if (values instanceof short[] array) {
            in.asShortBuffer().get(array, from, count);
        } else if (values instanceof long[] array) {
            in.asLongBuffer().get(array, from, count);
        } else if (values instanceof int[] array) {
            in.asIntBuffer().get(array, from, count);
        } else if (values instanceof byte[] array) {
            in.get(array, from, count);
        } else {
            return decodeBooleans(in, (boolean[]) values, from, count);
        }
        return count;
    }

    private static int decodeBooleans(ByteBuffer in, boolean[] values, int from, int count) {
        for (int i = 0; i < count; i++) {
            byte value = in.get();
            if (value != 0 && value != 1) {
                return i;
            }
            values[from + i] = value == 1;
        }
        return count;
    }
}
