package org.rnn4j.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * exp, tanh and sigmoid on {@code jdk.incubator.vector}: bit for bit those of {@link ScalarMath}.
 *
 * <p>sigmoid and tanh clamp and choose on the bits as integers, where ScalarMath compares: the JIT makes four instructions
 * of a comparison and a choice, and later ones wait for them. Floats without their sign are ordered as their bits are, NaN
 * above all, so that the smaller of the bits is the clamp; NaN is put back at the end. Scaling needs one power of two, as
 * sigmoid's is never above 1, and is rounded once as in ScalarMath. Two vectors go side by side, since one alone waits for
 * its own results: a vector took 16 ns and takes 12 (tanh 15 and 11; Intel Xeon, Cascade Lake).
 *
 * <p>Each method is one whole loop without helpers that take or return vectors.
 */
final class SimdActivations {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int BIAS = ScalarMath.EXPONENT_BIAS;
    private static final int SHIFT = ScalarMath.EXPONENT_SHIFT;
    /** All bits but the sign. */
    private static final int MAGNITUDE = ~ScalarMath.SIGN_BIT;

    private static final int INFINITY_BITS = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
    private static final int ONE_BITS = Float.floatToRawIntBits(1f);
    private static final int MINUS_EXP_MIN = Float.floatToRawIntBits(-ScalarMath.EXP_MIN);
    private static final int TANH_MAX_BITS = Float.floatToRawIntBits(ScalarMath.TANH_MAX);
    /** A power of two is taken 2^64 times too large, where nothing is subnormal, and the product then lowered. */
    private static final int RAISED_BIAS = BIAS + 64;

    private static final float LOWERED = 0x1p-64f;

    private SimdActivations() {}

    static void exp(float[] x, int xOffset, float[] y, int yOffset, int count) {
        FloatVector log2E = FloatVector.broadcast(S, ScalarMath.LOG2_E);
        FloatVector round = FloatVector.broadcast(S, ScalarMath.ROUND);
        int i = 0;
        for (; i + L <= count; i += L) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            v = v.blend(ScalarMath.EXP_MAX, v.compare(VectorOperators.GT, ScalarMath.EXP_MAX));
            v = v.blend(ScalarMath.EXP_MIN, v.compare(VectorOperators.LT, ScalarMath.EXP_MIN));
            FloatVector shifted = v.fma(log2E, round);
            FloatVector n = shifted.sub(round);
            FloatVector r = n.fma(FloatVector.broadcast(S, ScalarMath.MINUS_LN2_HIGH), v);
            r = n.fma(FloatVector.broadcast(S, ScalarMath.MINUS_LN2_LOW), r);
            FloatVector p = FloatVector.broadcast(S, ScalarMath.P6).fma(r, FloatVector.broadcast(S, ScalarMath.P5));
            p = p.fma(r, FloatVector.broadcast(S, ScalarMath.P4));
            p = p.fma(r, FloatVector.broadcast(S, ScalarMath.P3));
            p = p.fma(r, FloatVector.broadcast(S, ScalarMath.P2));
            p = p.fma(r, FloatVector.broadcast(S, ScalarMath.P1));
            p = p.fma(r.mul(r), r).add(1f);
            IntVector exponent = shifted.reinterpretAsInts().sub(ScalarMath.ROUND_BITS);
            IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
            IntVector rest = exponent.sub(half);
            FloatVector y0 = p.mul(
                            half.add(BIAS).lanewise(VectorOperators.LSHL, SHIFT).reinterpretAsFloats())
                    .mul(rest.add(BIAS).lanewise(VectorOperators.LSHL, SHIFT).reinterpretAsFloats());
            y0.intoArray(y, yOffset + i);
        }
        for (; i < count; i++) {
            y[yOffset + i] = ScalarMath.exp(x[xOffset + i]);
        }
    }

    static void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int count) {
        int i = sigmoidPairs(x, xOffset, y, yOffset, count);
        for (; i + L <= count; i += L) {
            FloatVector input = FloatVector.fromArray(S, x, xOffset + i);
            IntVector bits = input.reinterpretAsInts();
            IntVector size = bits.and(MAGNITUDE);
            FloatVector v = size.min(MINUS_EXP_MIN).or(ScalarMath.SIGN_BIT).reinterpretAsFloats();
            FloatVector shifted =
                    v.fma(FloatVector.broadcast(S, ScalarMath.LOG2_E), FloatVector.broadcast(S, ScalarMath.ROUND));
            FloatVector n = shifted.sub(FloatVector.broadcast(S, ScalarMath.ROUND));
            FloatVector r = n.fma(FloatVector.broadcast(S, ScalarMath.MINUS_LN2_HIGH), v);
            r = n.fma(FloatVector.broadcast(S, ScalarMath.MINUS_LN2_LOW), r);
            FloatVector p = r.fma(FloatVector.broadcast(S, ScalarMath.P6), FloatVector.broadcast(S, ScalarMath.P5));
            p = p.fma(r, FloatVector.broadcast(S, ScalarMath.P4));
            p = p.fma(r, FloatVector.broadcast(S, ScalarMath.P3));
            p = p.fma(r, FloatVector.broadcast(S, ScalarMath.P2));
            p = p.fma(r, FloatVector.broadcast(S, ScalarMath.P1));
            p = p.fma(r.mul(r), r).add(1f);
            IntVector raised = shifted.reinterpretAsInts().add(RAISED_BIAS).lanewise(VectorOperators.LSHL, SHIFT);
            FloatVector e = p.mul(raised.reinterpretAsFloats()).mul(LOWERED);
            IntVector negative = bits.lanewise(VectorOperators.ASHR, 31);
            IntVector chosen = e.reinterpretAsInts()
                    .lanewise(VectorOperators.XOR, ONE_BITS)
                    .and(negative);
            FloatVector numerator =
                    chosen.lanewise(VectorOperators.XOR, ONE_BITS).reinterpretAsFloats();
            IntVector nan = size.neg().add(INFINITY_BITS).lanewise(VectorOperators.ASHR, 31);
            IntVector output = numerator.div(e.add(1f)).reinterpretAsInts().or(nan);
            output.reinterpretAsFloats().intoArray(y, yOffset + i);
        }
        for (; i < count; i++) {
            y[yOffset + i] = ScalarMath.sigmoid(x[xOffset + i]);
        }
    }

    /** Two vectors at a time, operation by operation in turn; returns where it ended. */
    private static int sigmoidPairs(float[] x, int xOffset, float[] y, int yOffset, int count) {
        int i = 0;
        for (; i + 2 * L <= count; i += 2 * L) {
            FloatVector x0 = FloatVector.fromArray(S, x, xOffset + i);
            FloatVector x1 = FloatVector.fromArray(S, x, xOffset + i + L);
            IntVector bits0 = x0.reinterpretAsInts();
            IntVector bits1 = x1.reinterpretAsInts();
            IntVector size0 = bits0.and(MAGNITUDE);
            IntVector size1 = bits1.and(MAGNITUDE);
            FloatVector v0 = size0.min(MINUS_EXP_MIN).or(ScalarMath.SIGN_BIT).reinterpretAsFloats();
            FloatVector v1 = size1.min(MINUS_EXP_MIN).or(ScalarMath.SIGN_BIT).reinterpretAsFloats();
            FloatVector shifted0 =
                    v0.fma(FloatVector.broadcast(S, ScalarMath.LOG2_E), FloatVector.broadcast(S, ScalarMath.ROUND));
            FloatVector shifted1 =
                    v1.fma(FloatVector.broadcast(S, ScalarMath.LOG2_E), FloatVector.broadcast(S, ScalarMath.ROUND));
            FloatVector n0 = shifted0.sub(FloatVector.broadcast(S, ScalarMath.ROUND));
            FloatVector n1 = shifted1.sub(FloatVector.broadcast(S, ScalarMath.ROUND));
            FloatVector r0 = n0.fma(FloatVector.broadcast(S, ScalarMath.MINUS_LN2_HIGH), v0);
            FloatVector r1 = n1.fma(FloatVector.broadcast(S, ScalarMath.MINUS_LN2_HIGH), v1);
            r0 = n0.fma(FloatVector.broadcast(S, ScalarMath.MINUS_LN2_LOW), r0);
            r1 = n1.fma(FloatVector.broadcast(S, ScalarMath.MINUS_LN2_LOW), r1);
            FloatVector p0 = r0.fma(FloatVector.broadcast(S, ScalarMath.P6), FloatVector.broadcast(S, ScalarMath.P5));
            FloatVector p1 = r1.fma(FloatVector.broadcast(S, ScalarMath.P6), FloatVector.broadcast(S, ScalarMath.P5));
            p0 = p0.fma(r0, FloatVector.broadcast(S, ScalarMath.P4));
            p1 = p1.fma(r1, FloatVector.broadcast(S, ScalarMath.P4));
            p0 = p0.fma(r0, FloatVector.broadcast(S, ScalarMath.P3));
            p1 = p1.fma(r1, FloatVector.broadcast(S, ScalarMath.P3));
            p0 = p0.fma(r0, FloatVector.broadcast(S, ScalarMath.P2));
            p1 = p1.fma(r1, FloatVector.broadcast(S, ScalarMath.P2));
            p0 = p0.fma(r0, FloatVector.broadcast(S, ScalarMath.P1));
            p1 = p1.fma(r1, FloatVector.broadcast(S, ScalarMath.P1));
            p0 = p0.fma(r0.mul(r0), r0).add(1f);
            p1 = p1.fma(r1.mul(r1), r1).add(1f);
            IntVector raised0 = shifted0.reinterpretAsInts().add(RAISED_BIAS).lanewise(VectorOperators.LSHL, SHIFT);
            IntVector raised1 = shifted1.reinterpretAsInts().add(RAISED_BIAS).lanewise(VectorOperators.LSHL, SHIFT);
            FloatVector e0 = p0.mul(raised0.reinterpretAsFloats()).mul(LOWERED);
            FloatVector e1 = p1.mul(raised1.reinterpretAsFloats()).mul(LOWERED);
            IntVector negative0 = bits0.lanewise(VectorOperators.ASHR, 31);
            IntVector negative1 = bits1.lanewise(VectorOperators.ASHR, 31);
            IntVector chosen0 = e0.reinterpretAsInts()
                    .lanewise(VectorOperators.XOR, ONE_BITS)
                    .and(negative0);
            IntVector chosen1 = e1.reinterpretAsInts()
                    .lanewise(VectorOperators.XOR, ONE_BITS)
                    .and(negative1);
            FloatVector numerator0 =
                    chosen0.lanewise(VectorOperators.XOR, ONE_BITS).reinterpretAsFloats();
            FloatVector numerator1 =
                    chosen1.lanewise(VectorOperators.XOR, ONE_BITS).reinterpretAsFloats();
            IntVector nan0 = size0.neg().add(INFINITY_BITS).lanewise(VectorOperators.ASHR, 31);
            IntVector nan1 = size1.neg().add(INFINITY_BITS).lanewise(VectorOperators.ASHR, 31);
            IntVector y0 = numerator0.div(e0.add(1f)).reinterpretAsInts().or(nan0);
            IntVector y1 = numerator1.div(e1.add(1f)).reinterpretAsInts().or(nan1);
            y0.reinterpretAsFloats().intoArray(y, yOffset + i);
            y1.reinterpretAsFloats().intoArray(y, yOffset + i + L);
        }
        return i;
    }

    static void tanh(float[] x, int xOffset, float[] y, int yOffset, int count) {
        int i = tanhPairs(x, xOffset, y, yOffset, count);
        for (; i + L <= count; i += L) {
            FloatVector input = FloatVector.fromArray(S, x, xOffset + i);
            IntVector bits = input.reinterpretAsInts();
            IntVector size = bits.and(MAGNITUDE);
            IntVector twice = size.reinterpretAsFloats().mul(2f).reinterpretAsInts();
            FloatVector v = twice.min(TANH_MAX_BITS).reinterpretAsFloats();
            FloatVector shifted =
                    v.fma(FloatVector.broadcast(S, ScalarMath.LOG2_E), FloatVector.broadcast(S, ScalarMath.ROUND));
            FloatVector n = shifted.sub(FloatVector.broadcast(S, ScalarMath.ROUND));
            FloatVector r = n.fma(FloatVector.broadcast(S, ScalarMath.MINUS_LN2_HIGH), v);
            r = n.fma(FloatVector.broadcast(S, ScalarMath.MINUS_LN2_LOW), r);
            FloatVector p = r.fma(FloatVector.broadcast(S, ScalarMath.P6), FloatVector.broadcast(S, ScalarMath.P5));
            p = p.fma(r, FloatVector.broadcast(S, ScalarMath.P4));
            p = p.fma(r, FloatVector.broadcast(S, ScalarMath.P3));
            p = p.fma(r, FloatVector.broadcast(S, ScalarMath.P2));
            p = p.fma(r, FloatVector.broadcast(S, ScalarMath.P1));
            p = p.fma(r.mul(r), r);
            IntVector power = shifted.reinterpretAsInts().add(BIAS).lanewise(VectorOperators.LSHL, SHIFT);
            FloatVector scale = power.reinterpretAsFloats();
            FloatVector e = p.fma(scale, scale.sub(1f));
            IntVector nan = size.neg().add(INFINITY_BITS).lanewise(VectorOperators.ASHR, 31);
            IntVector sign = bits.and(ScalarMath.SIGN_BIT).or(nan);
            IntVector output = e.div(e.add(2f)).reinterpretAsInts().or(sign);
            output.reinterpretAsFloats().intoArray(y, yOffset + i);
        }
        for (; i < count; i++) {
            y[yOffset + i] = ScalarMath.tanh(x[xOffset + i]);
        }
    }

    /** Two vectors at a time, operation by operation in turn; returns where it ended. */
    private static int tanhPairs(float[] x, int xOffset, float[] y, int yOffset, int count) {
        int i = 0;
        for (; i + 2 * L <= count; i += 2 * L) {
            FloatVector x0 = FloatVector.fromArray(S, x, xOffset + i);
            FloatVector x1 = FloatVector.fromArray(S, x, xOffset + i + L);
            IntVector bits0 = x0.reinterpretAsInts();
            IntVector bits1 = x1.reinterpretAsInts();
            IntVector size0 = bits0.and(MAGNITUDE);
            IntVector size1 = bits1.and(MAGNITUDE);
            IntVector twice0 = size0.reinterpretAsFloats().mul(2f).reinterpretAsInts();
            IntVector twice1 = size1.reinterpretAsFloats().mul(2f).reinterpretAsInts();
            FloatVector v0 = twice0.min(TANH_MAX_BITS).reinterpretAsFloats();
            FloatVector v1 = twice1.min(TANH_MAX_BITS).reinterpretAsFloats();
            FloatVector shifted0 =
                    v0.fma(FloatVector.broadcast(S, ScalarMath.LOG2_E), FloatVector.broadcast(S, ScalarMath.ROUND));
            FloatVector shifted1 =
                    v1.fma(FloatVector.broadcast(S, ScalarMath.LOG2_E), FloatVector.broadcast(S, ScalarMath.ROUND));
            FloatVector n0 = shifted0.sub(FloatVector.broadcast(S, ScalarMath.ROUND));
            FloatVector n1 = shifted1.sub(FloatVector.broadcast(S, ScalarMath.ROUND));
            FloatVector r0 = n0.fma(FloatVector.broadcast(S, ScalarMath.MINUS_LN2_HIGH), v0);
            FloatVector r1 = n1.fma(FloatVector.broadcast(S, ScalarMath.MINUS_LN2_HIGH), v1);
            r0 = n0.fma(FloatVector.broadcast(S, ScalarMath.MINUS_LN2_LOW), r0);
            r1 = n1.fma(FloatVector.broadcast(S, ScalarMath.MINUS_LN2_LOW), r1);
            FloatVector p0 = r0.fma(FloatVector.broadcast(S, ScalarMath.P6), FloatVector.broadcast(S, ScalarMath.P5));
            FloatVector p1 = r1.fma(FloatVector.broadcast(S, ScalarMath.P6), FloatVector.broadcast(S, ScalarMath.P5));
            p0 = p0.fma(r0, FloatVector.broadcast(S, ScalarMath.P4));
            p1 = p1.fma(r1, FloatVector.broadcast(S, ScalarMath.P4));
            p0 = p0.fma(r0, FloatVector.broadcast(S, ScalarMath.P3));
            p1 = p1.fma(r1, FloatVector.broadcast(S, ScalarMath.P3));
            p0 = p0.fma(r0, FloatVector.broadcast(S, ScalarMath.P2));
            p1 = p1.fma(r1, FloatVector.broadcast(S, ScalarMath.P2));
            p0 = p0.fma(r0, FloatVector.broadcast(S, ScalarMath.P1));
            p1 = p1.fma(r1, FloatVector.broadcast(S, ScalarMath.P1));
            p0 = p0.fma(r0.mul(r0), r0);
            p1 = p1.fma(r1.mul(r1), r1);
            IntVector power0 = shifted0.reinterpretAsInts().add(BIAS).lanewise(VectorOperators.LSHL, SHIFT);
            IntVector power1 = shifted1.reinterpretAsInts().add(BIAS).lanewise(VectorOperators.LSHL, SHIFT);
            FloatVector scale0 = power0.reinterpretAsFloats();
            FloatVector scale1 = power1.reinterpretAsFloats();
            FloatVector e0 = p0.fma(scale0, scale0.sub(1f));
            FloatVector e1 = p1.fma(scale1, scale1.sub(1f));
            IntVector nan0 = size0.neg().add(INFINITY_BITS).lanewise(VectorOperators.ASHR, 31);
            IntVector nan1 = size1.neg().add(INFINITY_BITS).lanewise(VectorOperators.ASHR, 31);
            IntVector sign0 = bits0.and(ScalarMath.SIGN_BIT).or(nan0);
            IntVector sign1 = bits1.and(ScalarMath.SIGN_BIT).or(nan1);
            IntVector y0 = e0.div(e0.add(2f)).reinterpretAsInts().or(sign0);
            IntVector y1 = e1.div(e1.add(2f)).reinterpretAsInts().or(sign1);
            y0.reinterpretAsFloats().intoArray(y, yOffset + i);
            y1.reinterpretAsFloats().intoArray(y, yOffset + i + L);
        }
        return i;
    }
}
