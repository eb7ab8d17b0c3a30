package org.rnn4j.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;
import org.rnn4j.tensor.Tensor;

/**
 * The product on {@code jdk.incubator.vector}: how the operands are packed and cut into {@link SimdTiles}.
 *
 * <p>The right operand lies in panels of two vectors' width, each [depth][PANEL], padded with zeros. The rows of the left
 * operand that fill tiles are copied first, ROW floats apart: with a distance that the JIT knows, a tile finds all its rows
 * from one address. The one or two that are left are read where they lie. A left operand that is transposed is packed in groups of
 * rows, each [depth][GROUP], as it lies. Depth is cut in slices of one length that keep a panel in the caches next to the
 * core; a slice starts from the stored C, so the chain of additions is that of one pass. 256-bit vectors take their time
 * over a panel, so that slices of 704 made training with 650 units 20 % faster than slices of 256.
 *
 * <p>Tiles of 12 rows need 27 registers, which 512-bit vectors have: 24 rows x 1,024 x 256 made 140 to 150 GFLOP/s of a
 * peak of 173 with them, 123 to 135 with 8 rows, 115 to 120 with 4 rows by 4 vectors. Where vectors have 256 bits there
 * are 16 registers, and tiles of 6 rows need 15.
 */
final class SimdProduct {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    /** Columns of a panel: two vectors. */
    static final int PANEL = 2 * L;
    /** Rows of the tile that a last column of panels takes: what 16 registers hold where vectors have 256 bits. */
    private static final int BLOCK = L == 8 ? 6 : 8;
    /** Rows of a group of a packed left operand: whole tiles of each height but 8. */
    private static final int GROUP = L == 16 ? 12 : BLOCK;
    /** From one step of depth to the next in a group: a power of two where the tiles need one, see {@link SimdTiles}. */
    static final int STEP = L == 8 ? 8 : GROUP;
    /** The most depth of a slice. */
    private static final int SLICE = L == 8 ? 704 : 512;
    /** From one copied row to the next: more than a slice, lest all rows lie in the same sets of the cache. */
    static final int ROW = SLICE + 16;
    /** The most depth of a slice of a left operand that is transposed, of which far more rows are packed at a time. */
    private static final int TRANSPOSED_SLICE = 256;
    /** Columns of a matrix that are turned at a time: what a row has of them lies in one or two cache lines. */
    private static final int TURN = 16;
    /** Rows copied at a time; whole tiles of each height. */
    private static final int CHUNK = 96;
    /** Columns taken at a time of a left operand that is transposed: as long a run of its rows as the caches bear. */
    private static final int WIDE_CHUNK = 384;
    /**
     * Where panels begin in their array. An array's header has 16 bytes, and the collector places large arrays at the
     * beginning of a page: so their vectors lie in one cache line each, which made 24 rows x 1,024 x 256 about 10 %
     * faster.
     */
    private static final int ALIGNED = 12;

    private SimdProduct() {}

    static final class Panels extends PackedMatrix {
        final float[] values;

        Panels(int depth, int columns, Workspace workspace) {
            super(depth, columns);
            int count = Tensor.elementCount((int) (((long) columns + PANEL - 1) / PANEL), PANEL, depth);
            values = workspace.floats(Math.addExact(count, ALIGNED));
        }

        @Override
        public void release(Workspace workspace) {
            workspace.release(values);
        }
    }

    static void packRows(
            PackedMatrix target,
            float[] source,
            int offset,
            int stride,
            int @Nullable [] rows,
            int from,
            int part,
            int parts) {
        float[] panels = ((Panels) target).values;
        int depth = target.depth();
        int columns = target.columns();
        int end = PackedMatrix.bound(depth, part + 1, parts);
        for (int k = PackedMatrix.bound(depth, part, parts); k < end; k++) {
            int row = offset + (rows == null ? from + k : rows[from + k]) * stride;
            int to = ALIGNED + k * PANEL;
            int j = 0;
            for (; j + PANEL <= columns; j += PANEL, to += depth * PANEL) {
                FloatVector.fromArray(S, source, row + j).intoArray(panels, to);
                FloatVector.fromArray(S, source, row + j + L).intoArray(panels, to + L);
            }
            if (j < columns) {
                System.arraycopy(source, row + j, panels, to, columns - j);
                Arrays.fill(panels, to + columns - j, to + PANEL, 0f);
            }
        }
    }

    static void packTransposed(PackedMatrix target, float[] source, int offset, int stride, int part, int parts) {
        float[] panels = ((Panels) target).values;
        int depth = target.depth();
        int columns = target.columns();
        int all = (columns + PANEL - 1) / PANEL;
        int end = PackedMatrix.bound(all, part + 1, parts) * PANEL;
        for (int first = PackedMatrix.bound(all, part, parts) * PANEL; first < end; first += PANEL) {
            int panel = ALIGNED + first * depth;
            int width = Math.min(PANEL, columns - first);
            for (int k = 0; k < depth; k += TURN) {
                turn(
                        source,
                        offset + first * stride + k,
                        stride,
                        width,
                        panels,
                        panel + k * PANEL,
                        Math.min(TURN, depth - k));
            }
        }
    }

    /** Writes {@code depth} columns of {@code width} rows of the source as rows of a panel, zeros up to its full width. */
    private static void turn(float[] source, int from, int stride, int width, float[] panels, int panel, int depth) {
        for (int j = 0; j < width; j++) {
            int row = from + j * stride;
            for (int k = 0; k < depth; k++) {
                panels[panel + k * PANEL + j] = source[row + k];
            }
        }
        for (int k = 0; k < depth && width < PANEL; k++) {
            Arrays.fill(panels, panel + k * PANEL + width, panel + (k + 1) * PANEL, 0f);
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
            int part,
            int parts,
            Scratch scratch) {
        int panels = (b.columns() + PANEL - 1) / PANEL;
        int begin = PackedMatrix.bound(panels, part, parts) * PANEL;
        int end = Math.min(b.columns(), PackedMatrix.bound(panels, part + 1, parts) * PANEL);
        Panels right = (Panels) b;
        int[] aAt = scratch.leftPlaces(CHUNK);
        int[] cAt = scratch.resultPlaces(CHUNK);
        float[] left = scratch.left(Math.min(count + BLOCK, CHUNK) * ROW);
        int length = evenly(b.depth(), SLICE);
        for (int slice = 0; slice < b.depth(); slice += length) {
            int slices = Math.min(length, b.depth() - slice);
            for (int chunk = 0; chunk < count; chunk += CHUNK) {
                int rows = Math.min(CHUNK, count - chunk);
                places(rows, aOffset + slice, aStride, aRows, aFrom + chunk, aAt);
                places(rows, cOffset, cStride, cRows, cFrom + chunk, cAt);
                int tiled = rowsInTiles(rows);
                copyRows(tiled, a, aAt, left, slices);
                tilesOfCopies(tiled, left, slices, right, slice, begin, end, c, cAt, scratch);
                for (int row = tiled; row < rows; row++) {
                    singleRow(a, aAt[row], slices, right, slice, begin, end, c, cAt, row, scratch);
                }
            }
        }
    }

    private static void copyRows(int rows, float[] a, int[] aAt, float[] left, int depth) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(a, aAt[i], left, i * ROW, depth);
        }
    }

    /** The length of slices that are alike and at most {@code longest}, which is even; of several an even one. */
    private static int evenly(int depth, int longest) {
        int slices = Math.max(1, (depth + longest - 1) / longest);
        int length = Math.max(1, (depth + slices - 1) / slices);
        return slices == 1 ? length : length + length % 2;
    }

    /** Where rows begin: of the list, or consecutive ones. */
    private static void places(int count, int offset, int stride, int @Nullable [] rows, int from, int[] places) {
        for (int i = 0; i < count; i++) {
            places[i] = offset + (rows == null ? from + i : rows[from + i]) * stride;
        }
    }

    /**
     * The group of row {@code row} of {@code rows}. Where 2 rows would be left for a last group of their own, they are the
     * last of a group of 8: two tiles of 4 rows take less time than one of 6 and one half empty.
     */
    private static int group(int row, int rows) {
        int group = row / GROUP;
        return L == 8 && group > 0 && rows - group * GROUP == 2 ? group - 1 : group;
    }

    /** Rows from row {@code row} to the end of its group. */
    private static int aheadInGroup(int row, int rows) {
        int next = (group(row, rows) + 1) * GROUP;
        return next >= rows || group(next, rows) * GROUP < next ? rows - row : next - row;
    }

    /** Where row {@code row} of a packed left operand begins; between groups is a gap of one vector. */
    private static int packedPlace(int row, int rows, int depth) {
        int group = group(row, rows);
        return group * (depth * STEP + L) + row - group * GROUP;
    }

    /** Room for this many packed rows of this depth. */
    private static int leftLength(int rows, int depth) {
        return (rows + GROUP - 1) / GROUP * (depth * STEP + L);
    }

    static void productTransposed(
            int count,
            float[] a,
            int aOffset,
            int aStride,
            int @Nullable [] aRows,
            int aFrom,
            ProductTarget[] targets,
            Scratch scratch) {
        int depth = targets[0].b().depth();
        int[] aAt = scratch.leftPlaces(TRANSPOSED_SLICE);
        int[] cAt = scratch.resultPlaces(WIDE_CHUNK);
        float[] left = scratch.left(leftLength(Math.min(WIDE_CHUNK, count + GROUP), TRANSPOSED_SLICE));
        int length = evenly(depth, TRANSPOSED_SLICE);
        for (int slice = 0; slice < depth; slice += length) {
            int slices = Math.min(length, depth - slice);
            places(slices, aOffset, aStride, aRows, aFrom + slice, aAt);
            for (int chunk = 0; chunk < count; chunk += WIDE_CHUNK) {
                int rows = Math.min(WIDE_CHUNK, count - chunk);
                packDepth(rows, a, aAt, chunk, left, slices);
                for (ProductTarget target : targets) {
                    places(rows, target.offset(), target.stride(), null, chunk, cAt);
                    tiles(rows, left, slices, (Panels) target.b(), slice, target.c(), cAt, scratch);
                }
            }
        }
    }

    /** Columns {@code column ...} of the left operand, which lie as groups want them, zeros up to a full group. */
    private static void packDepth(int rows, float[] a, int[] aAt, int column, float[] left, int depth) {
        int reach = (GROUP + L - 1) / L * L; // a group is read in whole vectors
        int whole = L <= 16 && rows >= reach ? (rows - reach) / GROUP * GROUP + GROUP : 0;
        for (int k = 0; k < depth; k++) {
            int from = aAt[k] + column;
            int to = k * STEP;
            // A vector that ends after the group holds the last rows of a longer group, or reaches into the next row
            // or the gap, which are written later or never.
            for (int first = 0; first < whole; first += GROUP, to += depth * STEP + L) {
                for (int i = 0; i < GROUP; i += L) {
                    FloatVector.fromArray(S, a, from + first + i).intoArray(left, to + i);
                }
            }
        }
        for (int first = whole; first < rows && group(first, rows) * GROUP == first; first += GROUP) {
            int width = Math.min(GROUP, rows - first);
            int place = packedPlace(first, rows, depth);
            for (int k = 0; k < depth; k++) {
                int from = aAt[k] + column + first;
                int to = place + k * STEP;
                for (int i = 0; i < STEP; i++) {
                    left[to + i] = i < width ? a[from + i] : 0f;
                }
            }
        }
    }

    /** All tiles on a packed left operand: panel by panel, so that a panel's slice is read from memory once. */
    private static void tiles(
            int rows, float[] left, int depth, Panels right, int slice, float[] c, int[] cAt, Scratch scratch) {
        float[] b = right.values;
        for (int column = 0; column < right.columns(); column += PANEL) {
            int width = Math.min(PANEL, right.columns() - column);
            int bAt = ALIGNED + column * right.depth() + slice * PANEL;
            int height;
            for (int first = 0; first < rows; first += height) {
                height = height(aheadInGroup(first, rows), width);
                int place = packedPlace(first, rows, depth);
                if (width < PANEL || rows - first < height) {
                    int filled = Math.min(height, rows - first);
                    float[] edge = takeEdge(filled, width, c, cAt, first, column, scratch);
                    SimdTiles.packedEdge(height, width, left, place, b, bAt, depth, edge, scratch.tilePlaces(PANEL));
                    giveEdge(filled, width, edge, c, cAt, first, column);
                } else {
                    SimdTiles.packed(height, left, place, b, bAt, depth, c, cAt, first, column);
                }
            }
        }
    }

    /** All tiles of columns {@code begin} to {@code end - 1} on copied rows. */
    private static void tilesOfCopies(
            int rows,
            float[] left,
            int depth,
            Panels right,
            int slice,
            int begin,
            int end,
            float[] c,
            int[] cAt,
            Scratch scratch) {
        float[] b = right.values;
        for (int column = begin; column < end; column += PANEL) {
            int width = Math.min(PANEL, end - column);
            int bAt = ALIGNED + column * right.depth() + slice * PANEL;
            int height;
            for (int first = 0; first < rows; first += height) {
                height = height(rows - first, width);
                int place = first * ROW;
                if (width < PANEL || rows - first < height) {
                    int filled = Math.min(height, rows - first);
                    float[] edge = takeEdge(filled, width, c, cAt, first, column, scratch);
                    SimdTiles.copiedEdge(height, width, left, place, b, bAt, depth, edge, scratch.tilePlaces(PANEL));
                    giveEdge(filled, width, edge, c, cAt, first, column);
                } else {
                    SimdTiles.copied(height, left, place, b, bAt, depth, c, cAt, first, column);
                }
            }
        }
    }

    /** Rows of the next tile, where so many are ahead: such that the last one is full if possible. */
    private static int height(int ahead, int width) {
        if (L == 16 && ahead >= 12 && ahead != 16 && width == PANEL) {
            return 12;
        }
        return ahead > 4 && !(L == 8 && ahead == 8) ? BLOCK : 4;
    }

    /** How many rows tiles take; the one or two that are left would make them half empty. */
    private static int rowsInTiles(int rows) {
        if (L == 8 && rows > 3) {
            return rows - rows % 2;
        }
        return rows % 4 <= 2 ? rows - rows % 4 : rows;
    }

    /** One row that no tile takes, where it is: several panels at once. */
    private static void singleRow(
            float[] a,
            int aAt,
            int depth,
            Panels right,
            int slice,
            int begin,
            int end,
            float[] c,
            int[] cAt,
            int row,
            Scratch scratch) {
        float[] b = right.values;
        int next = right.depth() * PANEL;
        int column = begin;
        int bAt = ALIGNED + begin * right.depth() + slice * PANEL;
        for (; column + 4 * PANEL <= end; column += 4 * PANEL, bAt += 4 * next) {
            SimdTiles.row4(a, aAt, b, bAt, next, depth, c, cAt[row] + column);
        }
        for (; column + PANEL <= end; column += PANEL, bAt += next) {
            SimdTiles.row1(a, aAt, b, bAt, depth, c, cAt[row] + column);
        }
        if (column < end) {
            int width = end - column;
            float[] edge = takeEdge(1, width, c, cAt, row, column, scratch);
            SimdTiles.row1(a, aAt, b, bAt, depth, edge, 0);
            giveEdge(1, width, edge, c, cAt, row, column);
        }
    }

    /** Copies what a tile over the edge of C covers into a small buffer. */
    private static float[] takeEdge(int rows, int width, float[] c, int[] cAt, int first, int column, Scratch scratch) {
        float[] edge = scratch.tile(BLOCK * PANEL);
        for (int i = 0; i < rows; i++) {
            System.arraycopy(c, cAt[first + i] + column, edge, i * PANEL, width);
        }
        return edge;
    }

    /** Copies the small buffer back as far as C reaches. */
    private static void giveEdge(int rows, int width, float[] edge, float[] c, int[] cAt, int first, int column) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(edge, i * PANEL, c, cAt[first + i] + column, width);
        }
    }
}
