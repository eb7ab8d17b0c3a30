package org.rnn4j.kernel;

/**
 * The scalar forms of the elementary functions: the definition that every kernel reproduces bit for bit.
 *
 * <p>{@code exp} splits x = n ln 2 + r with |r| at most ln 2 / 2, takes a polynomial of degree 6 in r (coefficients of
 * the Cephes library, Moshier 1992) and scales by 2^n in two steps, so that subnormal results are rounded once.
 */
public final class ScalarMath {
    static final float LOG2_E = 1.44269504f;
    /** Adding 1.5 * 2^23 rounds to an integer and leaves that integer in the low bits. */
    static final float ROUND = 12582912f;

    static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);
    static final float MINUS_LN2_HIGH = -0.693359375f;
    static final float MINUS_LN2_LOW = 2.12194440e-4f;
    static final float P6 = 1.9875691500e-4f;
    static final float P5 = 1.3981999507e-3f;
    static final float P4 = 8.3334519073e-3f;
    static final float P3 = 4.1665795894e-2f;
    static final float P2 = 1.6666665459e-1f;
    static final float P1 = 5.0000001201e-1f;
    /** exp of this and of everything above is infinite. */
    static final float EXP_MAX = 89f;
    /** exp of this and of everything below is 0. */
    static final float EXP_MIN = -104f;
    /**
     * 2|x| is cut here: the first float where e = expm1 reaches 2^25 and e / (e + 2) is 1. Beyond, e + 2 would be halfway
     * between two floats, and the quotient would flicker by 2 ulp; the cut is within 1 ulp of tanh.
     */
    static final float TANH_MAX = 17.32868f;

    static final int EXPONENT_BIAS = 127;
    static final int EXPONENT_SHIFT = 23;
    static final int SIGN_BIT = 0x80000000;

    private ScalarMath() {}

    /** e^x, at most 1.5 ulp off. */
    public static float exp(float x) {
        float bounded = x > EXP_MAX ? EXP_MAX : x;
        bounded = bounded < EXP_MIN ? EXP_MIN : bounded;
        float shifted = Math.fma(bounded, LOG2_E, ROUND);
        float n = shifted - ROUND;
        float r = Math.fma(n, MINUS_LN2_LOW, Math.fma(n, MINUS_LN2_HIGH, bounded));
        float y = Math.fma(polynomial(r), r * r, r) + 1f;
        int exponent = Float.floatToRawIntBits(shifted) - ROUND_BITS;
        int half = exponent >> 1;
        return y * powerOfTwo(half) * powerOfTwo(exponent - half);
    }

    /** tanh(x) = e / (e + 2) with e = expm1(2|x|) and the sign copied; at most 3 ulp off. */
    public static float tanh(float x) {
        float twice = Math.abs(x) * 2f;
        float bounded = twice > TANH_MAX ? TANH_MAX : twice;
        float shifted = Math.fma(bounded, LOG2_E, ROUND);
        float n = shifted - ROUND;
        float r = Math.fma(n, MINUS_LN2_LOW, Math.fma(n, MINUS_LN2_HIGH, bounded));
        float q = Math.fma(polynomial(r), r * r, r);
        float scale = powerOfTwo(Float.floatToRawIntBits(shifted) - ROUND_BITS);
        float e = Math.fma(q, scale, scale - 1f);
        float y = e / (e + 2f);
        return Float.intBitsToFloat(Float.floatToRawIntBits(y) | (Float.floatToRawIntBits(x) & SIGN_BIT));
    }

    /** 1 / (1 + e^-x) as (x &lt; 0 ? e : 1) / (1 + e) with e = exp(-|x|); at most 3 ulp off. */
    public static float sigmoid(float x) {
        float e = exp(-Math.abs(x));
        return (x < 0f ? e : 1f) / (1f + e);
    }

    /** (exp(r) - 1 - r) / r^2 for |r| at most ln 2 / 2. */
    private static float polynomial(float r) {
        float p = Math.fma(P6, r, P5);
        p = Math.fma(p, r, P4);
        p = Math.fma(p, r, P3);
        p = Math.fma(p, r, P2);
        return Math.fma(p, r, P1);
    }

    private static float powerOfTwo(int exponent) {
        return Float.intBitsToFloat((exponent + EXPONENT_BIAS) << EXPONENT_SHIFT);
    }
}
