package org.rnn4j.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Kernels on {@code jdk.incubator.vector}, with vectors of the width that the processor prefers. Each element goes
 * through the same operations as in {@link ScalarMath} and {@link GateMath}, or through some with the same result ({@link
 * SimdActivations}), so the width does not matter.
 *
 * <p>Gates are computed in several short loops over a row that stays in the first-level cache. One loop with all five
 * activations was twenty times slower: the JIT no longer inlined the helpers and boxed their vectors.
 */
final class SimdKernels implements Kernels {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    /** Of each kind of operator: more than the JIT counts before it compiles what they have in common. */
    private static final int OPERATORS_SHOWN = 2_500;

    /** The only one needed: kernels have no state, and packed forms of weights are shared by all who use the same. */
    static final SimdKernels INSTANCE = new SimdKernels();

    private SimdKernels() {
        useEachOperator();
        showOperators();
    }

    /** Runs kernels with all operators once: the first use of an operator takes another way than all later ones. */
    private void useEachOperator() {
        float[] x = new float[4 * L];
        float[] y = new float[4 * L];
        exp(x, 0, y, 0, L);
        tanh(x, 0, y, 0, L);
        sigmoid(x, 0, y, 0, L);
        tanhBackward(x, 0, x, 0, y, 0, L);
        areFinite(x, 0, 2 * L);
        add(x, 0, y, 0, L);
        randomMask(0, 0, 0, 1, x, 0, L);
        applyMask(x, 0, x, 0, y, 0, L);
        choose(x, 0, x, 0, x, 0, y, 0, L);
    }

    /**
     * Runs operators of one, two and three operands in turn, so that the JIT knows all three before it compiles what they
     * have in common. A program that begins with products lets it believe that there are multiply-adds only. The first
     * activation then corrects it four times, and it counts these four for every operator that it inlines: in a method of
     * more than 25 it trusts no profile any more and boxes vectors, and a process is eight times slower to its end
     * (docs/decisions/0007-register-tiles.md).
     */
    private static void showOperators() {
        FloatVector ones = FloatVector.broadcast(S, 1f);
        for (int i = 0; i < OPERATORS_SHOWN; i++) {
            ones.neg();
            ones.add(ones);
            ones.fma(ones, ones);
        }
    }

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
    public void packRows(
            PackedMatrix target,
            float[] source,
            int offset,
            int stride,
            int @Nullable [] rows,
            int from,
            int part,
            int parts) {
        SimdProduct.packRows(target, source, offset, stride, rows, from, part, parts);
    }

    @Override
    public void packTransposed(PackedMatrix target, float[] source, int offset, int stride, int part, int parts) {
        SimdProduct.packTransposed(target, source, offset, stride, part, parts);
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
            int part,
            int parts,
            Scratch scratch) {
        SimdProduct.product(
                count, a, aOffset, aStride, aRows, aFrom, b, c, cOffset, cStride, cRows, cFrom, part, parts, scratch);
    }

    @Override
    public void productTransposed(
            int count,
            float[] a,
            int aOffset,
            int aStride,
            int @Nullable [] aRows,
            int aFrom,
            ProductTarget[] targets,
            Scratch scratch) {
        SimdProduct.productTransposed(count, a, aOffset, aStride, aRows, aFrom, targets, scratch);
    }

    @Override
    public void exp(float[] x, int xOffset, float[] y, int yOffset, int count) {
        SimdActivations.exp(x, xOffset, y, yOffset, count);
    }

    @Override
    public void tanh(float[] x, int xOffset, float[] y, int yOffset, int count) {
        SimdActivations.tanh(x, xOffset, y, yOffset, count);
    }

    @Override
    public void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int count) {
        SimdActivations.sigmoid(x, xOffset, y, yOffset, count);
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

    // 0 times a finite number is 0, everything else becomes NaN and stays.
    @Override
    public boolean areFinite(float[] x, int offset, int count) {
        FloatVector even = FloatVector.zero(S);
        FloatVector odd = FloatVector.zero(S);
        FloatVector zero = FloatVector.zero(S);
        int i = 0;
        for (; i + 2 * L <= count; i += 2 * L) {
            even = zero.fma(FloatVector.fromArray(S, x, offset + i), even);
            odd = zero.fma(FloatVector.fromArray(S, x, offset + i + L), odd);
        }
        float sum = even.add(odd).reduceLanes(VectorOperators.ADD);
        for (; i < count; i++) {
            sum += 0 * x[offset + i];
        }
        return sum == 0;
    }

    @Override
    public void add(float[] x, int xOffset, float[] y, int yOffset, int count) {
        int i = 0;
        for (; i + L <= count; i += L) {
            FloatVector.fromArray(S, y, yOffset + i)
                    .add(FloatVector.fromArray(S, x, xOffset + i))
                    .intoArray(y, yOffset + i);
        }
        for (; i < count; i++) {
            y[yOffset + i] += x[xOffset + i];
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
            sigmoid(gates, at, gates, at, 2 * width);
            tanh(gates, at + 2 * width, gates, at + 2 * width, width);
            sigmoid(gates, at + 3 * width, gates, at + 3 * width, width);
            lstmCell(width, gates, at, cPrevious, cPreviousOffset + row * width, c, cOffset + row * width);
        }
        tanh(c, cOffset, tanhC, tanhCOffset, rows * width);
        for (int row = 0; row < rows; row++) {
            int output = gatesOffset + (row * 4 + 3) * width;
            multiply(gates, output, tanhC, tanhCOffset + row * width, h, hOffset + row * width, width);
        }
    }

    /** c = fma(f, cPrevious, i * g). */
    private static void lstmCell(
            int width, float[] gates, int at, float[] cPrevious, int previousAt, float[] c, int cAt) {
        int j = 0;
        for (; j + L <= width; j += L) {
            FloatVector i = FloatVector.fromArray(S, gates, at + j);
            FloatVector f = FloatVector.fromArray(S, gates, at + width + j);
            FloatVector g = FloatVector.fromArray(S, gates, at + 2 * width + j);
            f.fma(FloatVector.fromArray(S, cPrevious, previousAt + j), i.mul(g)).intoArray(c, cAt + j);
        }
        for (; j < width; j++) {
            float fresh = gates[at + j] * gates[at + 2 * width + j];
            c[cAt + j] = Math.fma(gates[at + width + j], cPrevious[previousAt + j], fresh);
        }
    }

    private static void multiply(float[] x, int xAt, float[] y, int yAt, float[] product, int productAt, int count) {
        int j = 0;
        for (; j + L <= count; j += L) {
            FloatVector.fromArray(S, x, xAt + j)
                    .mul(FloatVector.fromArray(S, y, yAt + j))
                    .intoArray(product, productAt + j);
        }
        for (; j < count; j++) {
            product[productAt + j] = x[xAt + j] * y[yAt + j];
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
            fetch(gates, dGates, at, 4 * width);
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
            GateMath.lstmBackward(
                    j,
                    width,
                    gates,
                    dGates,
                    at,
                    cPrevious,
                    dcPrevious,
                    cPreviousOffset + unit,
                    dc,
                    dcOffset + unit,
                    tanhC,
                    tanhCOffset + unit,
                    dh,
                    dhOffset + unit);
        }
    }

    /**
     * Brings a row of gates, and where its gradient will be written, into the cache next to the core: in one stream, which
     * the processor follows. The loops over units read as many streams as there are gates, and waited longer for memory
     * than they do with this copy (16 MB, copied in one stream: 11 GB/s, in four: 7).
     */
    private static void fetch(float[] gates, float[] dGates, int at, int count) {
        System.arraycopy(gates, at, dGates, at, count);
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
            sigmoid(gates, at, gates, at, 2 * width);
            gruCandidate(width, gates, at, candidate, candidateOffset + unit);
            tanh(gates, at + 2 * width, gates, at + 2 * width, width);
            gruOutput(width, gates, at, hPrevious, hPreviousOffset + unit, h, hOffset + unit);
        }
    }

    /** n = fma(r, candidate, n). */
    private static void gruCandidate(int width, float[] gates, int at, float[] candidate, int candidateAt) {
        int j = 0;
        for (; j + L <= width; j += L) {
            FloatVector r = FloatVector.fromArray(S, gates, at + j);
            FloatVector share = FloatVector.fromArray(S, candidate, candidateAt + j);
            r.fma(share, FloatVector.fromArray(S, gates, at + 2 * width + j)).intoArray(gates, at + 2 * width + j);
        }
        for (; j < width; j++) {
            gates[at + 2 * width + j] = Math.fma(gates[at + j], candidate[candidateAt + j], gates[at + 2 * width + j]);
        }
    }

    /** h = fma(z, hPrevious - n, n). */
    private static void gruOutput(
            int width, float[] gates, int at, float[] hPrevious, int previousAt, float[] h, int hAt) {
        int j = 0;
        for (; j + L <= width; j += L) {
            FloatVector z = FloatVector.fromArray(S, gates, at + width + j);
            FloatVector n = FloatVector.fromArray(S, gates, at + 2 * width + j);
            FloatVector previous = FloatVector.fromArray(S, hPrevious, previousAt + j);
            z.fma(previous.sub(n), n).intoArray(h, hAt + j);
        }
        for (; j < width; j++) {
            float n = gates[at + 2 * width + j];
            h[hAt + j] = Math.fma(gates[at + width + j], hPrevious[previousAt + j] - n, n);
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
            fetch(gates, dGates, at, 3 * width);
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
            GateMath.gruBackward(
                    j,
                    width,
                    gates,
                    dGates,
                    at,
                    candidate,
                    dCandidate,
                    candidateOffset + unit,
                    hPrevious,
                    dhPrevious,
                    hPreviousOffset + unit,
                    dh,
                    dhOffset + unit);
        }
    }

    @Override
    public void randomMask(long rowSeed, float threshold, float below, float others, float[] mask, int at, int count) {
        SimdMasks.random(rowSeed, threshold, below, others, mask, at, count);
    }

    @Override
    public void applyMask(float[] mask, int maskAt, float[] x, int xAt, float[] y, int yAt, int count) {
        SimdMasks.apply(mask, maskAt, x, xAt, y, yAt, count);
    }

    @Override
    public void addMasked(float[] mask, int maskAt, float[] x, int xAt, float[] y, int yAt, int count) {
        SimdMasks.addMasked(mask, maskAt, x, xAt, y, yAt, count);
    }

    @Override
    public void choose(
            float[] mask,
            int maskAt,
            float[] chosen,
            int chosenAt,
            float[] other,
            int otherAt,
            float[] y,
            int yAt,
            int count) {
        SimdMasks.choose(mask, maskAt, chosen, chosenAt, other, otherAt, y, yAt, count);
    }

    @Override
    public void chooseBackward(
            float[] mask,
            int maskAt,
            float[] dy,
            int dyAt,
            float[] dChosen,
            int dChosenAt,
            float[] dOther,
            int dOtherAt,
            int count) {
        SimdMasks.chooseBackward(mask, maskAt, dy, dyAt, dChosen, dChosenAt, dOther, dOtherAt, count);
    }
}
