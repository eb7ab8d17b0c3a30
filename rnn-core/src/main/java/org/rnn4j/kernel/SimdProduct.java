package org.rnn4j.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;
import org.rnn4j.tensor.Tensor;

/**
 * The product on {@code jdk.incubator.vector}: tiles of 8 rows by 2 vectors held in registers, both operands packed.
 *
 * <p>The right operand lies in panels of two vectors' width, each [depth][PANEL], padded with zeros. The left operand is
 * packed by the call in blocks of 8 rows, each [depth][8]; the last block may have 4 rows or 1. Depth is cut in slices
 * that keep a panel in the first-level cache; a slice starts from the stored C, so the chain of additions is that of one
 * pass. Each tile method is the whole inner loop and nothing else: helpers that take or return vectors were not inlined
 * and cost a factor of ten, vector masks more. Nothing here uses a second vector width: copying blocks with 256-bit
 * vectors beside the 512-bit tiles made training a tenth slower, and one run in four ten times slower, because the JIT
 * no longer knew which width it had.
 */
final class SimdProduct {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    /** Columns of a panel: two vectors. */
    private static final int PANEL = 2 * L;
    /** Rows of a tile. */
    private static final int BLOCK = 8;
    /** Depth of a slice. */
    private static final int SLICE = 256;
    /** Rows of the left operand packed at a time; a multiple of BLOCK. */
    private static final int CHUNK = 96;

    private SimdProduct() {}

    static final class Panels extends PackedMatrix {
        final float[] values;

        Panels(int depth, int columns, Workspace workspace) {
            super(depth, columns);
            values = workspace.floats(Tensor.elementCount((int) (((long) columns + PANEL - 1) / PANEL), PANEL, depth));
        }

        @Override
        public void release(Workspace workspace) {
            workspace.release(values);
        }
    }

    static void packRows(PackedMatrix target, float[] source, int offset, int stride, int @Nullable [] rows, int from) {
        float[] panels = ((Panels) target).values;
        int depth = target.depth();
        int columns = target.columns();
        for (int k = 0; k < depth; k++) {
            int row = offset + (rows == null ? from + k : rows[from + k]) * stride;
            int to = k * PANEL;
            int j = 0;
            for (; j + PANEL <= columns; j += PANEL, to += depth * PANEL) {
                FloatVector.fromArray(S, source, row + j).intoArray(panels, to);
                FloatVector.fromArray(S, source, row + j + L).intoArray(panels, to + L);
            }
            if (j < columns) {
                System.arraycopy(source, row + j, panels, to, columns - j);
                java.util.Arrays.fill(panels, to + columns - j, to + PANEL, 0f);
            }
        }
    }

    static void packTransposed(PackedMatrix target, float[] source, int offset, int stride) {
        float[] panels = ((Panels) target).values;
        int depth = target.depth();
        int columns = target.columns();
        for (int first = 0; first < columns; first += PANEL) {
            int panel = first * depth;
            int width = Math.min(PANEL, columns - first);
            for (int j = 0; j < width; j++) {
                int from = offset + (first + j) * stride;
                for (int k = 0; k < depth; k++) {
                    panels[panel + k * PANEL + j] = source[from + k];
                }
            }
            for (int j = width; j < PANEL; j++) {
                for (int k = 0; k < depth; k++) {
                    panels[panel + k * PANEL + j] = 0f;
                }
            }
        }
    }

    static void product(
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
        int depth = b.depth();
        for (int slice = 0; slice < depth; slice += SLICE) {
            int slices = Math.min(SLICE, depth - slice);
            float[] left = scratch.left(CHUNK * slices);
            for (int chunk = 0; chunk < count; chunk += CHUNK) {
                int rows = Math.min(CHUNK, count - chunk);
                for (int first = 0; first < rows; first += BLOCK) {
                    int height = blockHeight(rows - first);
                    for (int i = 0; i < height; i++) {
                        int to = first * slices + i;
                        if (first + i < rows) {
                            int row = aFrom + chunk + first + i;
                            int from = aOffset + (aRows == null ? row : aRows[row]) * aStride + slice;
                            packColumn(a, from, left, to, height, slices);
                        } else {
                            packZeros(left, to, height, slices);
                        }
                    }
                }
                tiles(rows, left, slices, (Panels) b, slice, c, cOffset, cStride, cRows, cFrom + chunk, scratch);
            }
        }
    }

    private static void packColumn(float[] a, int from, float[] left, int to, int step, int count) {
        for (int k = 0; k < count; k++) {
            left[to + k * step] = a[from + k];
        }
    }

    private static void packZeros(float[] left, int to, int step, int count) {
        for (int k = 0; k < count; k++) {
            left[to + k * step] = 0f;
        }
    }

    static void productTransposed(
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
        int depth = b.depth();
        for (int slice = 0; slice < depth; slice += SLICE) {
            int slices = Math.min(SLICE, depth - slice);
            float[] left = scratch.left(CHUNK * slices);
            for (int chunk = 0; chunk < count; chunk += CHUNK) {
                int rows = Math.min(CHUNK, count - chunk);
                for (int k = 0; k < slices; k++) {
                    int row = aFrom + slice + k;
                    int from = aOffset + (aRows == null ? row : aRows[row]) * aStride + chunk;
                    packRow(a, from, left, k, rows, slices);
                }
                tiles(rows, left, slices, (Panels) b, slice, c, cOffset, cStride, null, chunk, scratch);
            }
        }
    }

    /** Puts {@code rows} consecutive values at depth k of all blocks. */
    private static void packRow(float[] a, int from, float[] left, int k, int rows, int slices) {
        int first = 0;
        for (; first + BLOCK <= rows; first += BLOCK) {
            int to = first * slices + k * BLOCK;
            for (int i = 0; i < BLOCK; i++) {
                left[to + i] = a[from + first + i];
            }
        }
        if (first < rows) {
            int height = blockHeight(rows - first);
            int to = first * slices + k * height;
            for (int i = 0; i < height; i++) {
                left[to + i] = first + i < rows ? a[from + first + i] : 0f;
            }
        }
    }

    private static int blockHeight(int rowsLeft) {
        return rowsLeft > 4 ? BLOCK : rowsLeft > 1 ? 4 : 1;
    }

    /** All tiles of {@code rows} rows: panel by panel, so that a panel's slice is read from memory once. */
    private static void tiles(
            int rows,
            float[] left,
            int slices,
            Panels b,
            int slice,
            float[] c,
            int cOffset,
            int cStride,
            int @Nullable [] cRows,
            int cFrom,
            Scratch scratch) {
        float[] panels = b.values;
        for (int column = 0; column < b.columns(); column += PANEL) {
            int width = Math.min(PANEL, b.columns() - column);
            int panel = column * b.depth() + slice * PANEL;
            for (int first = 0; first < rows; first += BLOCK) {
                int height = blockHeight(rows - first);
                if (width < PANEL || rows - first < height) {
                    edgeTile(
                            height,
                            Math.min(height, rows - first),
                            left,
                            first * slices,
                            panels,
                            panel,
                            slices,
                            width,
                            c,
                            cOffset + column,
                            cStride,
                            cRows,
                            cFrom + first,
                            scratch);
                } else if (cRows == null) {
                    int at = cOffset + (cFrom + first) * cStride + column;
                    tile(height, left, first * slices, panels, panel, slices, c, at, cStride);
                } else {
                    listedTile(
                            height,
                            left,
                            first * slices,
                            panels,
                            panel,
                            slices,
                            c,
                            cOffset + column,
                            cStride,
                            cRows,
                            cFrom + first);
                }
            }
        }
    }

    private static void tile(
            int height, float[] a, int aAt, float[] b, int bAt, int depth, float[] c, int cAt, int cStride) {
        if (height == BLOCK) {
            tile8(
                    a,
                    aAt,
                    b,
                    bAt,
                    depth,
                    c,
                    cAt,
                    cAt + cStride,
                    cAt + 2 * cStride,
                    cAt + 3 * cStride,
                    cAt + 4 * cStride,
                    cAt + 5 * cStride,
                    cAt + 6 * cStride,
                    cAt + 7 * cStride);
        } else if (height == 4) {
            tile4(a, aAt, b, bAt, depth, c, cAt, cAt + cStride, cAt + 2 * cStride, cAt + 3 * cStride);
        } else {
            tile1(a, aAt, b, bAt, depth, c, cAt);
        }
    }

    private static void listedTile(
            int height,
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            int depth,
            float[] c,
            int cOffset,
            int cStride,
            int[] rows,
            int from) {
        if (height == BLOCK) {
            tile8(
                    a,
                    aAt,
                    b,
                    bAt,
                    depth,
                    c,
                    cOffset + rows[from] * cStride,
                    cOffset + rows[from + 1] * cStride,
                    cOffset + rows[from + 2] * cStride,
                    cOffset + rows[from + 3] * cStride,
                    cOffset + rows[from + 4] * cStride,
                    cOffset + rows[from + 5] * cStride,
                    cOffset + rows[from + 6] * cStride,
                    cOffset + rows[from + 7] * cStride);
        } else if (height == 4) {
            tile4(
                    a,
                    aAt,
                    b,
                    bAt,
                    depth,
                    c,
                    cOffset + rows[from] * cStride,
                    cOffset + rows[from + 1] * cStride,
                    cOffset + rows[from + 2] * cStride,
                    cOffset + rows[from + 3] * cStride);
        } else {
            tile1(a, aAt, b, bAt, depth, c, cOffset + rows[from] * cStride);
        }
    }

    /** A tile over the edge of C: computed in a small buffer and copied back as far as C reaches. */
    private static void edgeTile(
            int height,
            int rows,
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            int depth,
            int width,
            float[] c,
            int cOffset,
            int cStride,
            int @Nullable [] cRows,
            int cFrom,
            Scratch scratch) {
        float[] buffer = scratch.tile(BLOCK * PANEL);
        for (int i = 0; i < rows; i++) {
            int row = cRows == null ? cFrom + i : cRows[cFrom + i];
            System.arraycopy(c, cOffset + row * cStride, buffer, i * PANEL, width);
        }
        tile(height, a, aAt, b, bAt, depth, buffer, 0, PANEL);
        for (int i = 0; i < rows; i++) {
            int row = cRows == null ? cFrom + i : cRows[cFrom + i];
            System.arraycopy(buffer, i * PANEL, c, cOffset + row * cStride, width);
        }
    }

    /** 8 rows of one panel: C tile in registers, one broadcast per row and step. */
    private static void tile8(
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            int depth,
            float[] c,
            int c0,
            int c1,
            int c2,
            int c3,
            int c4,
            int c5,
            int c6,
            int c7) {
        FloatVector s00 = FloatVector.fromArray(S, c, c0);
        FloatVector s01 = FloatVector.fromArray(S, c, c0 + L);
        FloatVector s10 = FloatVector.fromArray(S, c, c1);
        FloatVector s11 = FloatVector.fromArray(S, c, c1 + L);
        FloatVector s20 = FloatVector.fromArray(S, c, c2);
        FloatVector s21 = FloatVector.fromArray(S, c, c2 + L);
        FloatVector s30 = FloatVector.fromArray(S, c, c3);
        FloatVector s31 = FloatVector.fromArray(S, c, c3 + L);
        FloatVector s40 = FloatVector.fromArray(S, c, c4);
        FloatVector s41 = FloatVector.fromArray(S, c, c4 + L);
        FloatVector s50 = FloatVector.fromArray(S, c, c5);
        FloatVector s51 = FloatVector.fromArray(S, c, c5 + L);
        FloatVector s60 = FloatVector.fromArray(S, c, c6);
        FloatVector s61 = FloatVector.fromArray(S, c, c6 + L);
        FloatVector s70 = FloatVector.fromArray(S, c, c7);
        FloatVector s71 = FloatVector.fromArray(S, c, c7 + L);
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + k * PANEL);
            FloatVector b1 = FloatVector.fromArray(S, b, bAt + k * PANEL + L);
            int at = aAt + k * 8;
            FloatVector a0 = FloatVector.broadcast(S, a[at]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            FloatVector a1 = FloatVector.broadcast(S, a[at + 1]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            FloatVector a2 = FloatVector.broadcast(S, a[at + 2]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            FloatVector a3 = FloatVector.broadcast(S, a[at + 3]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            FloatVector a4 = FloatVector.broadcast(S, a[at + 4]);
            s40 = a4.fma(b0, s40);
            s41 = a4.fma(b1, s41);
            FloatVector a5 = FloatVector.broadcast(S, a[at + 5]);
            s50 = a5.fma(b0, s50);
            s51 = a5.fma(b1, s51);
            FloatVector a6 = FloatVector.broadcast(S, a[at + 6]);
            s60 = a6.fma(b0, s60);
            s61 = a6.fma(b1, s61);
            FloatVector a7 = FloatVector.broadcast(S, a[at + 7]);
            s70 = a7.fma(b0, s70);
            s71 = a7.fma(b1, s71);
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + L);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + L);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + L);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + L);
        s40.intoArray(c, c4);
        s41.intoArray(c, c4 + L);
        s50.intoArray(c, c5);
        s51.intoArray(c, c5 + L);
        s60.intoArray(c, c6);
        s61.intoArray(c, c6 + L);
        s70.intoArray(c, c7);
        s71.intoArray(c, c7 + L);
    }

    /** 4 rows of one panel: C tile in registers, one broadcast per row and step. */
    private static void tile4(
            float[] a, int aAt, float[] b, int bAt, int depth, float[] c, int c0, int c1, int c2, int c3) {
        FloatVector s00 = FloatVector.fromArray(S, c, c0);
        FloatVector s01 = FloatVector.fromArray(S, c, c0 + L);
        FloatVector s10 = FloatVector.fromArray(S, c, c1);
        FloatVector s11 = FloatVector.fromArray(S, c, c1 + L);
        FloatVector s20 = FloatVector.fromArray(S, c, c2);
        FloatVector s21 = FloatVector.fromArray(S, c, c2 + L);
        FloatVector s30 = FloatVector.fromArray(S, c, c3);
        FloatVector s31 = FloatVector.fromArray(S, c, c3 + L);
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + k * PANEL);
            FloatVector b1 = FloatVector.fromArray(S, b, bAt + k * PANEL + L);
            int at = aAt + k * 4;
            FloatVector a0 = FloatVector.broadcast(S, a[at]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            FloatVector a1 = FloatVector.broadcast(S, a[at + 1]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            FloatVector a2 = FloatVector.broadcast(S, a[at + 2]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            FloatVector a3 = FloatVector.broadcast(S, a[at + 3]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + L);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + L);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + L);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + L);
    }

    /** One row of one panel. */
    private static void tile1(float[] a, int aAt, float[] b, int bAt, int depth, float[] c, int c0) {
        FloatVector s00 = FloatVector.fromArray(S, c, c0);
        FloatVector s01 = FloatVector.fromArray(S, c, c0 + L);
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + k * PANEL);
            FloatVector b1 = FloatVector.fromArray(S, b, bAt + k * PANEL + L);
            int at = aAt + k;
            FloatVector a0 = FloatVector.broadcast(S, a[at]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
        }
        s00.intoArray(c, c0);
        s01.intoArray(c, c0 + L);
    }
}
