package org.rnn4j.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Kernels on {@code jdk.incubator.vector}, with vectors of the width that the processor prefers. Each element goes
 * through the same operations as in {@link ScalarMath} and {@link GateMath}, so the width does not matter.
 */
final class SimdKernels implements Kernels {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    @Override
    public String name() {
        return "simd";
    }

    @Override
    public String description() {
        return "simd (" + S.vectorBitSize() + "-bit vectors)";
    }

    @Override
    public PackedMatrix packed(int depth, int columns, Workspace workspace) {
        return new SimdProduct.Panels(depth, columns, workspace);
    }

    @Override
    public void packRows(PackedMatrix target, float[] source, int offset, int stride, int @Nullable [] rows, int from) {
        SimdProduct.packRows(target, source, offset, stride, rows, from);
    }

    @Override
    public void packTransposed(PackedMatrix target, float[] source, int offset, int stride) {
        SimdProduct.packTransposed(target, source, offset, stride);
    }

    @Override
    public void product(
            int count,
            float[] a,
            int aOffset,
            int aStride,
            int @Nullable [] aRows,
            int aFrom,
            PackedMatrix b,
            float[] c,
            int cOffset,
            int cStride,
            int @Nullable [] cRows,
            int cFrom,
            Scratch scratch) {
        SimdProduct.product(count, a, aOffset, aStride, aRows, aFrom, b, c, cOffset, cStride, cRows, cFrom, scratch);
    }

    @Override
    public void productTransposed(
            int count,
            float[] a,
            int aOffset,
            int aStride,
            int @Nullable [] aRows,
            int aFrom,
            PackedMatrix b,
            float[] c,
            int cOffset,
            int cStride,
            Scratch scratch) {
        SimdProduct.productTransposed(count, a, aOffset, aStride, aRows, aFrom, b, c, cOffset, cStride, scratch);
    }

    private static FloatVector powerOfTwo(IntVector exponent) {
        return exponent.add(ScalarMath.EXPONENT_BIAS)
                .lanewise(VectorOperators.LSHL, ScalarMath.EXPONENT_SHIFT)
                .reinterpretAsFloats();
    }

    /** exp(r) - 1 = fma(p(r), r * r, r) for a reduced argument. */
    private static FloatVector reducedExpm1(FloatVector r) {
        FloatVector p = FloatVector.broadcast(S, ScalarMath.P6).fma(r, FloatVector.broadcast(S, ScalarMath.P5));
        p = p.fma(r, FloatVector.broadcast(S, ScalarMath.P4));
        p = p.fma(r, FloatVector.broadcast(S, ScalarMath.P3));
        p = p.fma(r, FloatVector.broadcast(S, ScalarMath.P2));
        p = p.fma(r, FloatVector.broadcast(S, ScalarMath.P1));
        return p.fma(r.mul(r), r);
    }

    private static FloatVector exp(FloatVector x) {
        FloatVector bounded = x.blend(ScalarMath.EXP_MAX, x.compare(VectorOperators.GT, ScalarMath.EXP_MAX));
        bounded = bounded.blend(ScalarMath.EXP_MIN, bounded.compare(VectorOperators.LT, ScalarMath.EXP_MIN));
        FloatVector shifted =
                bounded.fma(FloatVector.broadcast(S, ScalarMath.LOG2_E), FloatVector.broadcast(S, ScalarMath.ROUND));
        FloatVector n = shifted.sub(ScalarMath.ROUND);
        FloatVector r = n.fma(FloatVector.broadcast(S, ScalarMath.MINUS_LN2_HIGH), bounded);
        r = n.fma(FloatVector.broadcast(S, ScalarMath.MINUS_LN2_LOW), r);
        FloatVector y = reducedExpm1(r).add(1f);
        IntVector exponent = shifted.reinterpretAsInts().sub(ScalarMath.ROUND_BITS);
        IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
        return y.mul(powerOfTwo(half)).mul(powerOfTwo(exponent.sub(half)));
    }

    private static FloatVector tanh(FloatVector x) {
        FloatVector twice = x.abs().mul(2f);
        FloatVector bounded = twice.blend(ScalarMath.TANH_MAX, twice.compare(VectorOperators.GT, ScalarMath.TANH_MAX));
        FloatVector shifted =
                bounded.fma(FloatVector.broadcast(S, ScalarMath.LOG2_E), FloatVector.broadcast(S, ScalarMath.ROUND));
        FloatVector n = shifted.sub(ScalarMath.ROUND);
        FloatVector r = n.fma(FloatVector.broadcast(S, ScalarMath.MINUS_LN2_HIGH), bounded);
        r = n.fma(FloatVector.broadcast(S, ScalarMath.MINUS_LN2_LOW), r);
        FloatVector scale = powerOfTwo(shifted.reinterpretAsInts().sub(ScalarMath.ROUND_BITS));
        FloatVector e = reducedExpm1(r).fma(scale, scale.sub(1f));
        FloatVector y = e.div(e.add(2f));
        IntVector sign = x.reinterpretAsInts().and(ScalarMath.SIGN_BIT);
        return y.reinterpretAsInts().or(sign).reinterpretAsFloats();
    }

    private static FloatVector sigmoid(FloatVector x) {
        FloatVector e = exp(x.abs().neg());
        FloatVector numerator = FloatVector.broadcast(S, 1f).blend(e, x.compare(VectorOperators.LT, 0f));
        return numerator.div(e.add(1f));
    }

    @Override
    public void exp(float[] x, int xOffset, float[] y, int yOffset, int count) {
        int i = 0;
        for (; i + L <= count; i += L) {
            exp(FloatVector.fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        for (; i < count; i++) {
            y[yOffset + i] = ScalarMath.exp(x[xOffset + i]);
        }
    }

    @Override
    public void tanh(float[] x, int xOffset, float[] y, int yOffset, int count) {
        int i = 0;
        for (; i + L <= count; i += L) {
            tanh(FloatVector.fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        for (; i < count; i++) {
            y[yOffset + i] = ScalarMath.tanh(x[xOffset + i]);
        }
    }

    @Override
    public void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int count) {
        int i = 0;
        for (; i + L <= count; i += L) {
            sigmoid(FloatVector.fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
        }
        for (; i < count; i++) {
            y[yOffset + i] = ScalarMath.sigmoid(x[xOffset + i]);
        }
    }

    @Override
    public void tanhBackward(float[] x, int xOffset, float[] g, int gOffset, float[] y, int yOffset, int count) {
        int i = 0;
        for (; i + L <= count; i += L) {
            FloatVector out = FloatVector.fromArray(S, x, xOffset + i);
            FloatVector slope = out.neg().fma(out, FloatVector.broadcast(S, 1f));
            slope.mul(FloatVector.fromArray(S, g, gOffset + i)).intoArray(y, yOffset + i);
        }
        for (; i < count; i++) {
            y[yOffset + i] = GateMath.tanhBackward(x[xOffset + i], g[gOffset + i]);
        }
    }

    @Override
    public void lstmForward(
            int rows,
            int width,
            float[] gates,
            int gatesOffset,
            float[] cPrevious,
            int cPreviousOffset,
            float[] c,
            int cOffset,
            float[] tanhC,
            int tanhCOffset,
            float[] h,
            int hOffset) {
        for (int row = 0; row < rows; row++) {
            int at = gatesOffset + row * 4 * width;
            int unit = row * width;
            int j = 0;
            for (; j + L <= width; j += L) {
                FloatVector i = sigmoid(FloatVector.fromArray(S, gates, at + j));
                FloatVector f = sigmoid(FloatVector.fromArray(S, gates, at + width + j));
                FloatVector g = tanh(FloatVector.fromArray(S, gates, at + 2 * width + j));
                FloatVector o = sigmoid(FloatVector.fromArray(S, gates, at + 3 * width + j));
                FloatVector cell = f.fma(FloatVector.fromArray(S, cPrevious, cPreviousOffset + unit + j), i.mul(g));
                FloatVector squashed = tanh(cell);
                i.intoArray(gates, at + j);
                f.intoArray(gates, at + width + j);
                g.intoArray(gates, at + 2 * width + j);
                o.intoArray(gates, at + 3 * width + j);
                cell.intoArray(c, cOffset + unit + j);
                squashed.intoArray(tanhC, tanhCOffset + unit + j);
                o.mul(squashed).intoArray(h, hOffset + unit + j);
            }
            GateMath.lstmForward(j, width, gates, at, cPrevious, cPreviousOffset + unit, c, cOffset + unit, tanhC,
                    tanhCOffset + unit, h, hOffset + unit);
        }
    }

    @Override
    public void lstmBackward(
            int rows,
            int width,
            float[] gates,
            float[] dGates,
            int gatesOffset,
            float[] cPrevious,
            float[] dcPrevious,
            int cPreviousOffset,
            float[] dc,
            int dcOffset,
            float[] tanhC,
            int tanhCOffset,
            float[] dh,
            int dhOffset) {
        FloatVector one = FloatVector.broadcast(S, 1f);
        for (int row = 0; row < rows; row++) {
            int at = gatesOffset + row * 4 * width;
            int unit = row * width;
            int j = 0;
            for (; j + L <= width; j += L) {
                FloatVector i = FloatVector.fromArray(S, gates, at + j);
                FloatVector f = FloatVector.fromArray(S, gates, at + width + j);
                FloatVector g = FloatVector.fromArray(S, gates, at + 2 * width + j);
                FloatVector o = FloatVector.fromArray(S, gates, at + 3 * width + j);
                FloatVector squashed = FloatVector.fromArray(S, tanhC, tanhCOffset + unit + j);
                FloatVector dHidden = FloatVector.fromArray(S, dh, dhOffset + unit + j);
                FloatVector d = dHidden.mul(o)
                        .fma(squashed.neg().fma(squashed, one), FloatVector.fromArray(S, dc, dcOffset + unit + j));
                FloatVector previous = FloatVector.fromArray(S, cPrevious, cPreviousOffset + unit + j);
                d.mul(g).mul(i.mul(one.sub(i))).intoArray(dGates, at + j);
                d.mul(previous).mul(f.mul(one.sub(f))).intoArray(dGates, at + width + j);
                d.mul(i).mul(g.neg().fma(g, one)).intoArray(dGates, at + 2 * width + j);
                dHidden.mul(squashed).mul(o.mul(one.sub(o))).intoArray(dGates, at + 3 * width + j);
                d.fma(f, FloatVector.fromArray(S, dcPrevious, cPreviousOffset + unit + j))
                        .intoArray(dcPrevious, cPreviousOffset + unit + j);
            }
            GateMath.lstmBackward(j, width, gates, dGates, at, cPrevious, dcPrevious, cPreviousOffset + unit, dc,
                    dcOffset + unit, tanhC, tanhCOffset + unit, dh, dhOffset + unit);
        }
    }

    @Override
    public void gruForward(
            int rows,
            int width,
            float[] gates,
            int gatesOffset,
            float[] candidate,
            int candidateOffset,
            float[] hPrevious,
            int hPreviousOffset,
            float[] h,
            int hOffset) {
        for (int row = 0; row < rows; row++) {
            int at = gatesOffset + row * 3 * width;
            int unit = row * width;
            int j = 0;
            for (; j + L <= width; j += L) {
                FloatVector r = sigmoid(FloatVector.fromArray(S, gates, at + j));
                FloatVector z = sigmoid(FloatVector.fromArray(S, gates, at + width + j));
                FloatVector share = FloatVector.fromArray(S, candidate, candidateOffset + unit + j);
                FloatVector n = tanh(r.fma(share, FloatVector.fromArray(S, gates, at + 2 * width + j)));
                FloatVector previous = FloatVector.fromArray(S, hPrevious, hPreviousOffset + unit + j);
                r.intoArray(gates, at + j);
                z.intoArray(gates, at + width + j);
                n.intoArray(gates, at + 2 * width + j);
                z.fma(previous.sub(n), n).intoArray(h, hOffset + unit + j);
            }
            GateMath.gruForward(j, width, gates, at, candidate, candidateOffset + unit, hPrevious,
                    hPreviousOffset + unit, h, hOffset + unit);
        }
    }

    @Override
    public void gruBackward(
            int rows,
            int width,
            float[] gates,
            float[] dGates,
            int gatesOffset,
            float[] candidate,
            float[] dCandidate,
            int candidateOffset,
            float[] hPrevious,
            float[] dhPrevious,
            int hPreviousOffset,
            float[] dh,
            int dhOffset) {
        FloatVector one = FloatVector.broadcast(S, 1f);
        for (int row = 0; row < rows; row++) {
            int at = gatesOffset + row * 3 * width;
            int unit = row * width;
            int j = 0;
            for (; j + L <= width; j += L) {
                FloatVector r = FloatVector.fromArray(S, gates, at + j);
                FloatVector z = FloatVector.fromArray(S, gates, at + width + j);
                FloatVector n = FloatVector.fromArray(S, gates, at + 2 * width + j);
                FloatVector dHidden = FloatVector.fromArray(S, dh, dhOffset + unit + j);
                FloatVector previous = FloatVector.fromArray(S, hPrevious, hPreviousOffset + unit + j);
                FloatVector dn = dHidden.mul(one.sub(z)).mul(n.neg().fma(n, one));
                FloatVector share = FloatVector.fromArray(S, candidate, candidateOffset + unit + j);
                dn.mul(share).mul(r.mul(one.sub(r))).intoArray(dGates, at + j);
                dHidden.mul(previous.sub(n)).mul(z.mul(one.sub(z))).intoArray(dGates, at + width + j);
                dn.intoArray(dGates, at + 2 * width + j);
                dn.mul(r).intoArray(dCandidate, candidateOffset + unit + j);
                dHidden.fma(z, FloatVector.fromArray(S, dhPrevious, hPreviousOffset + unit + j))
                        .intoArray(dhPrevious, hPreviousOffset + unit + j);
            }
            GateMath.gruBackward(j, width, gates, dGates, at, candidate, dCandidate, candidateOffset + unit,
                    hPrevious, dhPrevious, hPreviousOffset + unit, dh, dhOffset + unit);
        }
    }
}
