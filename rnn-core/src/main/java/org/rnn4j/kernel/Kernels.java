package org.rnn4j.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The numerical inner loops that deserve more than one implementation. Implementations are stateless and thread-safe;
 * all arrays belong to the caller, matrices are row-major, and ranges are the caller's responsibility.
 *
 * <p>A list of rows, where one is taken, holds row numbers; entry {@code from + i} is the i-th row. Without a list
 * (null) the i-th row is row {@code from + i} itself.
 */
public interface Kernels {
    /** The name of this implementation: {@code simd} or {@code portable}. */
    String name();

    /** What this implementation runs on, for logs, for example {@code simd (512-bit vectors)}. */
    String description();

    /** A right operand of products with room for {@code depth x columns} values, its memory lent by the workspace. */
    PackedMatrix packed(int depth, int columns, Workspace workspace);

    /**
     * Packs part {@code part} of {@code parts} of the right operand B[k, j] = source[offset + rows(k) * stride + j]; all
     * parts, in any order, pack the whole of it.
     *
     * @param rows the list of rows, or null for consecutive ones
     * @param from where the list begins, or the first row
     */
    void packRows(
            PackedMatrix target,
            float[] source,
            int offset,
            int stride,
            int @Nullable [] rows,
            int from,
            int part,
            int parts);

    /**
     * Packs part {@code part} of {@code parts} of the right operand B[k, j] = source[offset + j * stride + k]: the
     * transpose of consecutive rows.
     */
    void packTransposed(PackedMatrix target, float[] source, int offset, int stride, int part, int parts);

    /**
     * C[i, j] += sum over k of A[i, k] B[k, j] for {@code count} rows i and every column j of B.
     *
     * <p>Each element is one chain: it starts at the stored C[i, j] and is {@code c = fma(A[i, k], B[k, j], c)} for
     * k = 0, 1, ... in order.
     *
     * @param a where A[i, k] = a[aOffset + aRows(i) * aStride + k]
     * @param c where C[i, j] = c[cOffset + cRows(i) * cStride + j]; no row may occur twice
     */
    default void product(
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
        product(count, a, aOffset, aStride, aRows, aFrom, b, c, cOffset, cStride, cRows, cFrom, 0, 1, scratch);
    }

    /**
     * The columns of part {@code part} of {@code parts} of a {@link #product}; which these are depends on the number of
     * B's columns alone. All parts, in any order, are the whole of it.
     */
    void product(
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
            Scratch scratch);

    /**
     * For each target C[i, j] += sum over k of A[k, i] B[k, j]: the product with the transpose of A, for {@code count}
     * columns i of A. The chain of each element is that of {@link #product}. A is read and packed once for all targets.
     *
     * @param a where A[k, i] = a[aOffset + aRows(k) * aStride + i], for as many k as each B has rows
     * @param targets right operands of the same depth, at least one, and where their products go; none may share an
     *     element of C with another
     */
    void productTransposed(
            int count,
            float[] a,
            int aOffset,
            int aStride,
            int @Nullable [] aRows,
            int aFrom,
            ProductTarget[] targets,
            Scratch scratch);

    /** y = exp(x) for {@code count} elements; see {@link ScalarMath#exp}. x and y may be the same range. */
    void exp(float[] x, int xOffset, float[] y, int yOffset, int count);

    /** y = tanh(x) for {@code count} elements; see {@link ScalarMath#tanh}. x and y may be the same range. */
    void tanh(float[] x, int xOffset, float[] y, int yOffset, int count);

    /** y = 1 / (1 + exp(-x)) for {@code count} elements; see {@link ScalarMath#sigmoid}. x and y may be the same range. */
    void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int count);

    /** Whether all of {@code count} elements are finite. */
    boolean areFinite(float[] x, int offset, int count);

    /** y += x for {@code count} elements; the ranges must not overlap. */
    void add(float[] x, int xOffset, float[] y, int yOffset, int count);

    /**
     * The pointwise part of LSTM for {@code rows} rows of {@code width} units.
     *
     * <p>Gates [rows, 4 width] in the order i f g o: on entry what goes into them, on return their activations. Then
     * {@code c = fma(f, cPrevious, i * g)}, {@code tanhC = tanh(c)}, {@code h = o * tanhC}; the other arrays are
     * [rows, width].
     */
    void lstmForward(
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
            int hOffset);

    /**
     * The backward of {@link #lstmForward}.
     *
     * <p>{@code d = fma(dh * o, 1 - tanhC^2, dc)}, {@code di = (d * g) * (i * (1 - i))}, {@code df = (d * cPrevious) *
     * (f * (1 - f))}, {@code dg = (d * i) * (1 - g^2)}, {@code do = (dh * tanhC) * (o * (1 - o))}, {@code dcPrevious +=
     * d * f}, with {@code 1 - x^2} as {@code fma(-x, x, 1)}; dcPrevious continues as {@code fma(d, f, dcPrevious)}.
     */
    void lstmBackward(
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
            int dhOffset);

    /**
     * The pointwise part of GRU with reset after the product, for {@code rows} rows of {@code width} units.
     *
     * <p>Gates [rows, 3 width] in the order r z n: on entry what goes into r and z, and the input's share of n; on
     * return the activations. {@code n = tanh(fma(r, candidate, n))} and {@code h = fma(z, hPrevious - n, n)}; the
     * other arrays are [rows, width], {@code candidate} is the hidden share of n.
     */
    void gruForward(
            int rows,
            int width,
            float[] gates,
            int gatesOffset,
            float[] candidate,
            int candidateOffset,
            float[] hPrevious,
            int hPreviousOffset,
            float[] h,
            int hOffset);

    /**
     * The backward of {@link #gruForward}.
     *
     * <p>{@code dn = (dh * (1 - z)) * (1 - n^2)}, {@code dz = (dh * (hPrevious - n)) * (z * (1 - z))}, {@code dr = (dn
     * * candidate) * (r * (1 - r))}, {@code dCandidate = dn * r}, {@code dhPrevious = fma(dh, z, dhPrevious)}.
     */
    void gruBackward(
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
            int dhOffset);

    /** {@code y = (1 - x^2) * g} with {@code 1 - x^2} as {@code fma(-x, x, 1)}: backward of tanh from its output x. */
    void tanhBackward(float[] x, int xOffset, float[] g, int gOffset, float[] y, int yOffset, int count);

    /**
     * A random mask of {@code count} elements: element j is {@code below} iff {@code RandomKey.uniform(rowSeed, j) <
     * threshold}, else {@code others}.
     *
     * @param threshold in [0, 1]
     */
    void randomMask(long rowSeed, float threshold, float below, float others, float[] mask, int at, int count);

    /** y = mask * x for {@code count} elements, and 0 where the mask is 0, whatever x is. x and y may be the same range. */
    void applyMask(float[] mask, int maskAt, float[] x, int xAt, float[] y, int yAt, int count);

    /** y = fma(x, mask, y) for {@code count} elements, and y as it was where the mask is 0: the backward of {@link #applyMask}. */
    void addMasked(float[] mask, int maskAt, float[] x, int xAt, float[] y, int yAt, int count);

    /** y = chosen where the mask is not 0, else other, for {@code count} elements. */
    void choose(
            float[] mask,
            int maskAt,
            float[] chosen,
            int chosenAt,
            float[] other,
            int otherAt,
            float[] y,
            int yAt,
            int count);

    /**
     * The backward of {@link #choose}: where the mask is not 0, {@code dChosen += dy} and {@code dOther = 0}, else {@code
     * dOther = dy}. The ranges must not overlap.
     */
    void chooseBackward(
            float[] mask,
            int maskAt,
            float[] dy,
            int dyAt,
            float[] dChosen,
            int dChosenAt,
            float[] dOther,
            int dOtherAt,
            int count);
}
