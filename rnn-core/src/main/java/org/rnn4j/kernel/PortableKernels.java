package org.rnn4j.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Kernels in plain Java.
 *
 * <p>The product keeps every row of both operands in an array of its own and indexes all of them by the same variable,
 * because that is the form the JIT compiler vectorizes; rows of one array at different offsets it does not.
 */
final class PortableKernels implements Kernels {
    /** The only one needed: kernels have no state, and packed forms of weights are shared by all who use the same. */
    static final PortableKernels INSTANCE = new PortableKernels();

    /** Rows of the result that are worked on together: as many as fit the first-level cache, at least 4. */
    private static final int ACCUMULATOR_FLOATS = 6_144;

    private static final class Rows extends PackedMatrix {
        final float[][] rows;

        Rows(int depth, int columns, Workspace workspace) {
            super(depth, columns);
            rows = workspace.rows(depth, columns);
        }

        @Override
        public void release(Workspace workspace) {
            workspace.release(rows, depth());
        }
    }

    @Override
    public String name() {
        return "portable";
    }

    @Override
    public String description() {
        return "portable";
    }

    @Override
    public PackedMatrix packed(int depth, int columns, Workspace workspace) {
        return new Rows(depth, columns, workspace);
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
        float[][] packed = ((Rows) target).rows;
        int end = PackedMatrix.bound(target.depth(), part + 1, parts);
        for (int k = PackedMatrix.bound(target.depth(), part, parts); k < end; k++) {
            System.arraycopy(source, offset + row(rows, from + k) * stride, packed[k], 0, target.columns());
        }
    }

    @Override
    public void packTransposed(PackedMatrix target, float[] source, int offset, int stride, int part, int parts) {
        float[][] packed = ((Rows) target).rows;
        int end = PackedMatrix.bound(target.depth(), part + 1, parts);
        for (int k = PackedMatrix.bound(target.depth(), part, parts); k < end; k++) {
            float[] row = packed[k];
            for (int j = 0; j < target.columns(); j++) {
                row[j] = source[offset + j * stride + k];
            }
        }
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
        float[][] right = ((Rows) b).rows;
        int columns = b.columns();
        int begin = PackedMatrix.bound(columns, part, parts);
        int end = PackedMatrix.bound(columns, part + 1, parts);
        int depth = b.depth();
        int block = Math.max(4, ACCUMULATOR_FLOATS / Math.max(1, columns));
        float[][] sums = scratch.rows(Math.min(block, count), columns);
        for (int first = 0; first < count; first += block) {
            int rows = Math.min(block, count - first);
            for (int i = 0; i < rows; i++) {
                int at = cOffset + row(cRows, cFrom + first + i) * cStride;
                System.arraycopy(c, at + begin, sums[i], begin, end - begin);
            }
            int k = 0;
            for (; k + 4 <= depth; k += 4) {
                for (int i = 0; i < rows; i++) {
                    int at = aOffset + row(aRows, aFrom + first + i) * aStride + k;
                    addFour(
                            sums[i],
                            a[at],
                            right[k],
                            a[at + 1],
                            right[k + 1],
                            a[at + 2],
                            right[k + 2],
                            a[at + 3],
                            right[k + 3],
                            begin,
                            end);
                }
            }
            for (; k < depth; k++) {
                for (int i = 0; i < rows; i++) {
                    addOne(sums[i], a[aOffset + row(aRows, aFrom + first + i) * aStride + k], right[k], begin, end);
                }
            }
            for (int i = 0; i < rows; i++) {
                int at = cOffset + row(cRows, cFrom + first + i) * cStride;
                System.arraycopy(sums[i], begin, c, at + begin, end - begin);
            }
        }
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
        for (ProductTarget target : targets) {
            productTransposed(
                    count,
                    a,
                    aOffset,
                    aStride,
                    aRows,
                    aFrom,
                    target.b(),
                    target.c(),
                    target.offset(),
                    target.stride(),
                    scratch);
        }
    }

    private static void productTransposed(
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
        float[][] right = ((Rows) b).rows;
        int columns = b.columns();
        int depth = b.depth();
        int block = Math.max(4, ACCUMULATOR_FLOATS / Math.max(1, columns));
        float[][] sums = scratch.rows(Math.min(block, count), columns);
        for (int first = 0; first < count; first += block) {
            int rows = Math.min(block, count - first);
            for (int i = 0; i < rows; i++) {
                System.arraycopy(c, cOffset + (first + i) * cStride, sums[i], 0, columns);
            }
            int k = 0;
            for (; k + 4 <= depth; k += 4) {
                int at0 = aOffset + row(aRows, aFrom + k) * aStride + first;
                int at1 = aOffset + row(aRows, aFrom + k + 1) * aStride + first;
                int at2 = aOffset + row(aRows, aFrom + k + 2) * aStride + first;
                int at3 = aOffset + row(aRows, aFrom + k + 3) * aStride + first;
                for (int i = 0; i < rows; i++) {
                    addFour(
                            sums[i],
                            a[at0 + i],
                            right[k],
                            a[at1 + i],
                            right[k + 1],
                            a[at2 + i],
                            right[k + 2],
                            a[at3 + i],
                            right[k + 3],
                            0,
                            columns);
                }
            }
            for (; k < depth; k++) {
                int at = aOffset + row(aRows, aFrom + k) * aStride + first;
                for (int i = 0; i < rows; i++) {
                    addOne(sums[i], a[at + i], right[k], 0, columns);
                }
            }
            for (int i = 0; i < rows; i++) {
                System.arraycopy(sums[i], 0, c, cOffset + (first + i) * cStride, columns);
            }
        }
    }

    private static int row(int @Nullable [] rows, int i) {
        return rows == null ? i : rows[i];
    }

    private static void addFour(
            float[] c,
            float a0,
            float[] b0,
            float a1,
            float[] b1,
            float a2,
            float[] b2,
            float a3,
            float[] b3,
            int begin,
            int end) {
        for (int j = begin; j < end; j++) {
            c[j] = Math.fma(a3, b3[j], Math.fma(a2, b2[j], Math.fma(a1, b1[j], Math.fma(a0, b0[j], c[j]))));
        }
    }

    private static void addOne(float[] c, float a, float[] b, int begin, int end) {
        for (int j = begin; j < end; j++) {
            c[j] = Math.fma(a, b[j], c[j]);
        }
    }

    @Override
    public void exp(float[] x, int xOffset, float[] y, int yOffset, int count) {
        for (int i = 0; i < count; i++) {
            y[yOffset + i] = ScalarMath.exp(x[xOffset + i]);
        }
    }

    @Override
    public void tanh(float[] x, int xOffset, float[] y, int yOffset, int count) {
        for (int i = 0; i < count; i++) {
            y[yOffset + i] = ScalarMath.tanh(x[xOffset + i]);
        }
    }

    @Override
    public void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int count) {
        for (int i = 0; i < count; i++) {
            y[yOffset + i] = ScalarMath.sigmoid(x[xOffset + i]);
        }
    }

    @Override
    public void tanhBackward(float[] x, int xOffset, float[] g, int gOffset, float[] y, int yOffset, int count) {
        for (int i = 0; i < count; i++) {
            y[yOffset + i] = GateMath.tanhBackward(x[xOffset + i], g[gOffset + i]);
        }
    }

    @Override
    public boolean areFinite(float[] x, int offset, int count) {
        return Reductions.areFinite(x, offset, count);
    }

    @Override
    public void add(float[] x, int xOffset, float[] y, int yOffset, int count) {
        for (int i = 0; i < count; i++) {
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
            GateMath.lstmForward(
                    0,
                    width,
                    gates,
                    gatesOffset + row * 4 * width,
                    cPrevious,
                    cPreviousOffset + row * width,
                    c,
                    cOffset + row * width,
                    tanhC,
                    tanhCOffset + row * width,
                    h,
                    hOffset + row * width);
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
        for (int row = 0; row < rows; row++) {
            GateMath.lstmBackward(
                    0,
                    width,
                    gates,
                    dGates,
                    gatesOffset + row * 4 * width,
                    cPrevious,
                    dcPrevious,
                    cPreviousOffset + row * width,
                    dc,
                    dcOffset + row * width,
                    tanhC,
                    tanhCOffset + row * width,
                    dh,
                    dhOffset + row * width);
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
            GateMath.gruForward(
                    0,
                    width,
                    gates,
                    gatesOffset + row * 3 * width,
                    candidate,
                    candidateOffset + row * width,
                    hPrevious,
                    hPreviousOffset + row * width,
                    h,
                    hOffset + row * width);
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
        for (int row = 0; row < rows; row++) {
            GateMath.gruBackward(
                    0,
                    width,
                    gates,
                    dGates,
                    gatesOffset + row * 3 * width,
                    candidate,
                    dCandidate,
                    candidateOffset + row * width,
                    hPrevious,
                    dhPrevious,
                    hPreviousOffset + row * width,
                    dh,
                    dhOffset + row * width);
        }
    }

    @Override
    public void randomMask(long rowSeed, float threshold, float below, float others, float[] mask, int at, int count) {
        MaskMath.random(0, rowSeed, threshold, below, others, mask, at, count);
    }

    @Override
    public void applyMask(float[] mask, int maskAt, float[] x, int xAt, float[] y, int yAt, int count) {
        MaskMath.apply(0, mask, maskAt, x, xAt, y, yAt, count);
    }

    @Override
    public void addMasked(float[] mask, int maskAt, float[] x, int xAt, float[] y, int yAt, int count) {
        MaskMath.addMasked(0, mask, maskAt, x, xAt, y, yAt, count);
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
        MaskMath.choose(0, mask, maskAt, chosen, chosenAt, other, otherAt, y, yAt, count);
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
        MaskMath.chooseBackward(0, mask, maskAt, dy, dyAt, dChosen, dChosenAt, dOther, dOtherAt, count);
    }
}
