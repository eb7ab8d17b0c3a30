package org.rnn4j.io;

/** Widens 16-bit floats to floats; every 16-bit value has exactly one float. */
final class HalfFloats {
    private HalfFloats() {}

    static float[] widenFloat16(short[] bits) {
        float[] floats = new float[bits.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = widenFloat16(bits[i]);
        }
        return floats;
    }

    /** IEEE half: 1 sign, 5 exponent (bias 15) and 10 fraction bits; exponent 0 holds zeros and subnormals. */
    static float widenFloat16(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >>> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) {
            return Float.intBitsToFloat(sign | Float.floatToRawIntBits(fraction * 0x1p-24f));
        }
        int widened = exponent == 0x1f ? 0xff : exponent + 127 - 15;
        return Float.intBitsToFloat(sign | widened << 23 | fraction << 13);
    }

    /** A bfloat16 is the upper half of a float. */
    static float[] widenBfloat16(short[] bits) {
        float[] floats = new float[bits.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = Float.intBitsToFloat(bits[i] << 16);
        }
        return floats;
    }
}
