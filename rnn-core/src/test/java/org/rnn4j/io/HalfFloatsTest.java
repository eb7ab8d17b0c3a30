package org.rnn4j.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HalfFloatsTest {
    @Test
    void everyFloat16_widensToItsValue() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float expected = valueByDefinition(bits);
            float widened = HalfFloats.widenFloat16((short) bits);
            assertThat(Float.floatToIntBits(widened)).as("%04x", bits).isEqualTo(Float.floatToIntBits(expected));
        }
    }

    /** (-1)^sign x 2^(exponent - 15) x (1 + fraction / 1024), computed in double. */
    private static float valueByDefinition(int bits) {
        int exponent = bits >> 10 & 31;
        double fraction = (bits & 1023) / 1024.0;
        double magnitude;
        if (exponent == 31) {
            magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        } else if (exponent == 0) {
            magnitude = fraction * StrictMath.pow(2, -14);
        } else {
            magnitude = (1 + fraction) * StrictMath.pow(2, exponent - 15);
        }
        return (float) (bits >= 1 << 15 ? -magnitude : magnitude);
    }

    @Test
    void everyBfloat16_isTheUpperHalfOfItsFloat() {
        short[] all = new short[1 << 16];
        for (int bits = 0; bits < all.length; bits++) {
            all[bits] = (short) bits;
        }
        float[] widened = HalfFloats.widenBfloat16(all);
        for (int bits = 0; bits < all.length; bits++) {
            float expected = Float.intBitsToFloat(bits << 16);
            assertThat(Float.floatToIntBits(widened[bits])).isEqualTo(Float.floatToIntBits(expected));
        }
        assertThat(widened[0x4049]).isEqualTo(3.140625f);
    }
}
