package org.rnn4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/** The products of all kernels against one fma chain per element, bit for bit, with poisoned margins. */
class ProductKernelsTest {
    /** A NaN that no operation makes, so that a written margin shows. */
    private static final float MARGIN = Float.intBitsToFloat(0x7FC12345);

    private static final int[] EDGES = {
        7, 8, 9, 11, 12, 13, 24, 31, 32, 33, 95, 96, 97, 255, 256, 257, 383, 384, 385, 511, 512, 513
    };

    private final Workspace workspace = new Workspace();
    private final Scratch scratch = new Scratch();
    private final List<Kernels> kernels = KernelsUnderTest.all();

    /** A matrix inside a larger array: offset, stride, and perhaps a list of rows. */
    private static final class Matrix {
        final float[] values;
        final int offset;
        final int stride;
        final int[] list;
        final int from;

        Matrix(RandomStream random, int rows, int columns, boolean listed) {
            offset = random.nextInt(7);
            stride = columns + random.nextInt(6);
            from = random.nextInt(4);
            boolean tight = random.nextInt(2) == 0; // nothing after the last row
            int total = from + rows + (tight ? 0 : 3);
            values = new float[offset + Math.max(0, total - 1) * stride + columns + (tight ? 0 : 20)];
            Arrays.fill(values, MARGIN);
            list = listed ? random.permutation(total) : null;
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    values[at(i) + j] = (float) random.nextGaussian();
                }
            }
        }

        /** Where row i begins. */
        int at(int i) {
            return offset + (list == null ? from + i : list[from + i]) * stride;
        }
    }

    private void assertProducts(int count, int columns, int depth, RandomStream random) {
        Matrix a = new Matrix(random, count, depth, random.nextInt(2) == 0);
        Matrix b = new Matrix(random, depth, columns, random.nextInt(2) == 0);
        Matrix c = new Matrix(random, count, columns, random.nextInt(2) == 0);
        float[] expected = c.values.clone();
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < columns; j++) {
                float sum = c.values[c.at(i) + j];
                for (int k = 0; k < depth; k++) {
                    sum = Math.fma(a.values[a.at(i) + k], b.values[b.at(k) + j], sum);
                }
                expected[c.at(i) + j] = sum;
            }
        }
        for (Kernels kernel : kernels) {
            PackedMatrix packed = poisoned(kernel, depth, columns);
            int parts = 1 + random.nextInt(3);
            for (int part = parts - 1; part >= 0; part--) {
                kernel.packRows(packed, b.values, b.offset, b.stride, b.list, b.from, part, parts);
            }
            float[] result = c.values.clone();
            kernel.product(
                    count, a.values, a.offset, a.stride, a.list, a.from, packed, result, c.offset, c.stride, c.list,
                    c.from, scratch);
            assertSameBits(kernel.name() + " product", count, columns, depth, result, expected);
            float[] inParts = c.values.clone();
            for (int part = parts - 1; part >= 0; part--) {
                kernel.product(
                        count, a.values, a.offset, a.stride, a.list, a.from, packed, inParts, c.offset, c.stride,
                        c.list, c.from, part, parts, scratch);
            }
            assertSameBits(kernel.name() + " product in parts", count, columns, depth, inParts, expected);
            packed.release(workspace);
        }
    }

    private void assertTransposedProducts(int count, int columns, int depth, RandomStream random) {
        Matrix a = new Matrix(random, depth, count, random.nextInt(2) == 0);
        Matrix transposedB = new Matrix(random, columns, depth, false);
        Matrix c = new Matrix(random, count, columns, false);
        float[] expected = c.values.clone();
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < columns; j++) {
                float sum = c.values[c.at(i) + j];
                for (int k = 0; k < depth; k++) {
                    sum = Math.fma(a.values[a.at(k) + i], transposedB.values[transposedB.at(j) + k], sum);
                }
                expected[c.at(i) + j] = sum;
            }
        }
        for (Kernels kernel : kernels) {
            PackedMatrix packed = poisoned(kernel, depth, columns);
            int parts = 1 + random.nextInt(3);
            for (int part = parts - 1; part >= 0; part--) {
                kernel.packTransposed(packed, transposedB.values, transposedB.at(0), transposedB.stride, part, parts);
            }
            float[] result = c.values.clone();
            float[] second = c.values.clone();
            ProductTarget[] targets = {
                new ProductTarget(packed, result, c.at(0), c.stride),
                new ProductTarget(packed, second, c.at(0), c.stride)
            };
            kernel.productTransposed(count, a.values, a.offset, a.stride, a.list, a.from, targets, scratch);
            assertSameBits(kernel.name() + " transposed product", count, columns, depth, result, expected);
            assertSameBits(kernel.name() + " second target", count, columns, depth, second, expected);
            packed.release(workspace);
        }
    }

    /** Room for an operand whose memory holds what an earlier borrower may have left. */
    private PackedMatrix poisoned(Kernels kernel, int depth, int columns) {
        PackedMatrix used = kernel.packed(depth, columns, workspace);
        float[] infinite = new float[depth * columns];
        Arrays.fill(infinite, Float.POSITIVE_INFINITY);
        kernel.packRows(used, infinite, 0, columns, null, 0, 0, 1);
        used.release(workspace);
        return kernel.packed(depth, columns, workspace);
    }

    private static void assertSameBits(
            String what, int count, int columns, int depth, float[] result, float[] expected) {
        for (int i = 0; i < expected.length; i++) {
            if (Float.floatToRawIntBits(result[i]) != Float.floatToRawIntBits(expected[i])) {
                assertThat(result[i])
                        .as("%s, %d x %d, depth %d, array element %d", what, count, columns, depth, i)
                        .isEqualTo(expected[i]);
                throw new AssertionError(what + ": the margin was touched at array element " + i);
            }
        }
    }

    private void assertBoth(int count, int columns, int depth, RandomStream random) {
        assertProducts(count, columns, depth, random);
        assertTransposedProducts(count, columns, depth, random);
    }

    @Test
    void smallShapes_areOneFmaChainPerElement() {
        RandomStream random = RandomKey.of(11).stream();
        for (int size = 1; size <= 40; size++) {
            assertBoth(size, 1, 1, random);
            assertBoth(1, size, 1, random);
            assertBoth(1, 1, size, random);
        }
        int shapes = 120;
        for (; shapes < 3_000; shapes++) {
            assertBoth(1 + random.nextInt(40), 1 + random.nextInt(40), 1 + random.nextInt(40), random);
        }
        System.out.printf("products: %d small shapes%n", shapes);
    }

    @Test
    void tileEdges_areOneFmaChainPerElement() {
        RandomStream random = RandomKey.of(12).stream();
        for (int edge : EDGES) {
            assertBoth(edge, 33, 9, random);
            assertBoth(9, edge, 33, random);
            assertBoth(33, 9, edge, random);
        }
        for (int i = 0; i < 60; i++) {
            assertBoth(edge(random), edge(random), edge(random), random);
        }
    }

    /** More rows than are copied at a time, more depth than a slice has, and what is left over of each. */
    @Test
    void wideShapes_areOneFmaChainPerElement() {
        RandomStream random = RandomKey.of(15).stream();
        for (int count : new int[] {1, 2, 3, 7, 8, 9, 11, 12, 13, 15, 16, 17, 20, 21, 24, 28, 32, 95, 97}) {
            for (int columns : new int[] {127, 128, 129, 255, 512, 561, 1024, 1025, 1057}) {
                assertProducts(count, columns, 1 + random.nextInt(12), random);
            }
            assertProducts(count, 530, 258, random);
            assertProducts(count, 33, 705, random);
            assertTransposedProducts(count, 33, 515, random);
        }
        assertProducts(109, 65, 1_409, random);
        assertTransposedProducts(397, 33, 515, random);
        for (int count = 1; count <= 110; count++) {
            assertProducts(count, count % 2 == 0 ? 129 : 1025, 1 + random.nextInt(12), random);
        }
        for (int depth : new int[] {703, 704, 705, 1408, 1409}) {
            assertBoth(14, 161, depth, random);
        }
    }

    private static int edge(RandomStream random) {
        return EDGES[random.nextInt(EDGES.length)];
    }

    @Test
    @Tag("nightly")
    void allSmallShapesAndTileEdges_areOneFmaChainPerElement() {
        RandomStream random = RandomKey.of(13).stream();
        for (int count = 1; count <= 70; count++) {
            for (int columns = 1; columns <= 70; columns++) {
                for (int depth = 1; depth <= 70; depth++) {
                    assertBoth(count, columns, depth, random);
                }
            }
        }
        for (int count : EDGES) {
            for (int columns : EDGES) {
                for (int depth : EDGES) {
                    assertBoth(count, columns, depth, random);
                }
            }
        }
    }

    @Test
    void noRowsOrNoDepth_changeNothing() {
        RandomStream random = RandomKey.of(14).stream();
        for (int other : new int[] {1, 5, 40}) {
            assertBoth(0, other, 3, random);
            assertBoth(other, 3, 0, random);
            assertBoth(3, 0, other, random);
        }
    }

    @Test
    void noRowsOnFreshScratch_areLegal() {
        for (Kernels kernel : kernels) {
            PackedMatrix packed = kernel.packed(2, 2, workspace);
            kernel.packRows(packed, new float[] {1, 2, 3, 4}, 0, 2, null, 0, 0, 1);
            float[] c = {5f};
            kernel.product(0, new float[0], 0, 2, null, 0, packed, c, 0, 2, null, 0, new Scratch());
            kernel.productTransposed(
                    0,
                    new float[0],
                    0,
                    0,
                    null,
                    0,
                    new ProductTarget[] {new ProductTarget(packed, c, 0, 2)},
                    new Scratch());
            assertThat(c).containsExactly(5f);
        }
    }

    @Test
    void packedSliceOfRows_isThatSliceTransposed() {
        RandomStream random = RandomKey.of(15).stream();
        int rows = 23;
        int columns = 19;
        float[] matrix = new float[rows * columns];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = (float) random.nextGaussian();
        }
        int from = 7;
        int to = 18;
        for (Kernels kernel : kernels) {
            PackedMatrix packed = poisoned(kernel, columns, to - from);
            kernel.packTransposed(packed, matrix, from * columns, columns, 0, 1);
            assertThat(packed.depth()).isEqualTo(columns);
            assertThat(packed.columns()).isEqualTo(to - from);
            for (int k = 0; k < columns; k++) {
                float[] unit = new float[columns];
                unit[k] = 1f;
                float[] row = new float[to - from];
                kernel.product(1, unit, 0, columns, null, 0, packed, row, 0, to - from, null, 0, scratch);
                for (int j = 0; j < to - from; j++) {
                    assertThat(row[j]).isEqualTo(matrix[(from + j) * columns + k]);
                }
            }
        }
    }

    @Test
    void nanAndInfinity_appearInTheSameElements() {
        float[] a = {Float.NaN, 1, 0, Float.POSITIVE_INFINITY, 2, 3};
        float[] b = {1, 0, 2, -1};
        for (Kernels kernel : kernels) {
            PackedMatrix packed = kernel.packed(2, 2, workspace);
            kernel.packRows(packed, b, 0, 2, null, 0, 0, 1);
            float[] c = new float[6];
            kernel.product(3, a, 0, 2, null, 0, packed, c, 0, 2, null, 0, scratch);
            assertThat(c)
                    .as(kernel.name())
                    .containsExactly(Float.NaN, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 8f, -3f);
        }
    }
}
