package org.rnn4j.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * exp, tanh and sigmoid on {@code jdk.incubator.vector}, operation by operation those of {@link ScalarMath}.
 *
 * <p>Each method is one whole loop without helpers that take or return vectors. With helpers the result depended on the
 * order in which the JIT compiled them: once in a while one was not inlined, its vectors were boxed, and a layer took
 * three times as long.
 */
final class SimdActivations {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int BIAS = ScalarMath.EXPONENT_BIAS;
    private static final int SHIFT = ScalarMath.EXPONENT_SHIFT;

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
        FloatVector log2E = FloatVector.broadcast(S, ScalarMath.LOG2_E);
        FloatVector round = FloatVector.broadcast(S, ScalarMath.ROUND);
        FloatVector one = FloatVector.broadcast(S, 1f);
        int i = 0;
        for (; i + L <= count; i += L) {
            FloatVector input = FloatVector.fromArray(S, x, xOffset + i);
            FloatVector v = input.abs().neg(); // never above EXP_MAX
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
            FloatVector numerator = one.blend(y0, input.compare(VectorOperators.LT, 0f));
            numerator.div(y0.add(one)).intoArray(y, yOffset + i);
        }
        for (; i < count; i++) {
            y[yOffset + i] = ScalarMath.sigmoid(x[xOffset + i]);
        }
    }

    static void tanh(float[] x, int xOffset, float[] y, int yOffset, int count) {
        FloatVector log2E = FloatVector.broadcast(S, ScalarMath.LOG2_E);
        FloatVector round = FloatVector.broadcast(S, ScalarMath.ROUND);
        int i = 0;
        for (; i + L <= count; i += L) {
            FloatVector input = FloatVector.fromArray(S, x, xOffset + i);
            FloatVector v = input.abs().mul(2f);
            v = v.blend(ScalarMath.TANH_MAX, v.compare(VectorOperators.GT, ScalarMath.TANH_MAX));
            FloatVector shifted = v.fma(log2E, round);
            FloatVector n = shifted.sub(round);
            FloatVector r = n.fma(FloatVector.broadcast(S, ScalarMath.MINUS_LN2_HIGH), v);
            r = n.fma(FloatVector.broadcast(S, ScalarMath.MINUS_LN2_LOW), r);
            FloatVector p = FloatVector.broadcast(S, ScalarMath.P6).fma(r, FloatVector.broadcast(S, ScalarMath.P5));
            p = p.fma(r, FloatVector.broadcast(S, ScalarMath.P4));
            p = p.fma(r, FloatVector.broadcast(S, ScalarMath.P3));
            p = p.fma(r, FloatVector.broadcast(S, ScalarMath.P2));
            p = p.fma(r, FloatVector.broadcast(S, ScalarMath.P1));
            p = p.fma(r.mul(r), r);
            IntVector exponent = shifted.reinterpretAsInts().sub(ScalarMath.ROUND_BITS);
            FloatVector scale =
                    exponent.add(BIAS).lanewise(VectorOperators.LSHL, SHIFT).reinterpretAsFloats();
            FloatVector e = p.fma(scale, scale.sub(1f));
            FloatVector y0 = e.div(e.add(2f));
            IntVector sign = input.reinterpretAsInts().and(ScalarMath.SIGN_BIT);
            y0.reinterpretAsInts().or(sign).reinterpretAsFloats().intoArray(y, yOffset + i);
        }
        for (; i < count; i++) {
            y[yOffset + i] = ScalarMath.tanh(x[xOffset + i]);
        }
    }
}
