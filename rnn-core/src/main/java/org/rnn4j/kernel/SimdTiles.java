package org.rnn4j.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The tiles of {@link SimdProduct}: up to 12 rows by 2 vectors of C held in registers, one broadcast per row and step;
 * 6 rows where 16 registers are all there is.
 *
 * <p>Each tile method is the whole inner loop and nothing else: helpers that take or return vectors were not inlined and
 * cost a factor of ten, vector masks more. Nothing here uses a second vector width: copying blocks with 256-bit vectors
 * beside the 512-bit tiles made training a tenth slower, and one run in four ten times slower, because the JIT no longer
 * knew which width it had. Rows of C begin at {@code cAt[first ...] + column}.
 *
 * <p>The tiles of 12 rows, and the copied one of 8, take two steps of depth a turn, which share their addresses and range
 * checks: 46 instructions a step of the copied tile with JDK 17, of which 24 are multiply-adds, where one step a turn had
 * 57. An odd last step is left to tiles of 4 rows.
 *
 * <p>{@code k * 2 * L} is what {@code k * PANEL} means, but not what the JIT makes of it: with the single constant it cut
 * the loop in three to hoist the range checks, spilled registers, and 24 rows x 256 x 1,024 fell from 150 to 97 GFLOP/s.
 *
 * <p>The packed tile of 6 rows leaves one of 16 registers free, and the JIT, which moves all loads of a step to its
 * beginning, spills sums if it may. So the step stores two of the sums where they end anyway: no load passes a store, and
 * the loop needs 32 instructions (of which 20 are multiply-adds and their loads) where it had 44 with range checks as the
 * only hold, and JDK 25 makes 75 GFLOP/s of a peak of 77 where it made 35. The range checks leave the loop because its
 * counter is the place in A, where steps of a group lie 8 apart: JDK 17 sees no multiple in {@code k * 12}. The copied
 * tile of 6 rows is of the same kind; those of 4 rows have registers to spare and need no barrier.
 */
final class SimdTiles {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int STEP = SimdProduct.STEP;
    private static final int ROW = SimdProduct.ROW;

    private SimdTiles() {}

    /** 12, 8, 6 or 4 rows of one panel; A[i, k] = a[aAt + k * STEP + i]. */
    static void packed(
            int height,
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            int depth,
            float[] c,
            int[] cAt,
            int first,
            int column) {
        if (height == 12) {
            int pairs = depth - depth % 2;
            if (pairs > 0) {
                packed12(a, aAt, b, bAt, pairs, c, cAt, first, column);
            }
            for (int row = 0; row < height && pairs < depth; row += 4) {
                packed4(a, aAt + pairs * STEP + row, b, bAt + pairs * 2 * L, 1, c, cAt, first + row, column);
            }
        } else if (height == 8) {
            packed8(a, aAt, b, bAt, depth, c, cAt, first, column);
        } else if (height == 6) {
            packed6(a, aAt, b, bAt, depth, c, cAt, first, column);
        } else {
            packed4(a, aAt, b, bAt, depth, c, cAt, first, column);
        }
    }

    /** 8, 6 or 4 rows of one panel of which {@code width} columns count. */
    static void packedEdge(
            int height, int width, float[] a, int aAt, float[] b, int bAt, int depth, float[] c, int[] cAt) {
        if (height == 8 && width <= L) {
            packedHalf8(a, aAt, b, bAt, depth, c, cAt, 0, 0);
        } else {
            packed(height, a, aAt, b, bAt, depth, c, cAt, 0, 0);
        }
    }

    /** 8, 6 or 4 rows of one panel of which {@code width} columns count. */
    static void copiedEdge(
            int height, int width, float[] a, int aAt, float[] b, int bAt, int depth, float[] c, int[] cAt) {
        if (height == 8 && width <= L) {
            copiedHalf8(a, aAt, b, bAt, depth, c, cAt, 0, 0);
        } else {
            copied(height, a, aAt, b, bAt, depth, c, cAt, 0, 0);
        }
    }

    /** 12, 8, 6 or 4 rows of one panel; A[i, k] = a[aAt + i * ROW + k]. */
    static void copied(
            int height,
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            int depth,
            float[] c,
            int[] cAt,
            int first,
            int column) {
        if (height >= 8) {
            int pairs = depth - depth % 2;
            if (pairs > 0 && height == 12) {
                copied12(a, aAt, b, bAt, pairs, c, cAt, first, column);
            } else if (pairs > 0) {
                copied8(a, aAt, b, bAt, pairs, c, cAt, first, column);
            }
            for (int row = 0; row < height && pairs < depth; row += 4) {
                copied4(a, aAt + row * ROW + pairs, b, bAt + pairs * 2 * L, 1, c, cAt, first + row, column);
            }
        } else if (height == 6) {
            copied6(a, aAt, b, bAt, depth, c, cAt, first, column);
        } else {
            copied4(a, aAt, b, bAt, depth, c, cAt, first, column);
        }
    }

    /** 12 rows of a packed left operand. */
    private static void packed12(
            float[] a, int aAt, float[] b, int bAt, int depth, float[] c, int[] cAt, int first, int column) {
        int c0 = cAt[first + 0] + column;
        int c1 = cAt[first + 1] + column;
        int c2 = cAt[first + 2] + column;
        int c3 = cAt[first + 3] + column;
        int c4 = cAt[first + 4] + column;
        int c5 = cAt[first + 5] + column;
        int c6 = cAt[first + 6] + column;
        int c7 = cAt[first + 7] + column;
        int c8 = cAt[first + 8] + column;
        int c9 = cAt[first + 9] + column;
        int c10 = cAt[first + 10] + column;
        int c11 = cAt[first + 11] + column;
        FloatVector s0a = FloatVector.fromArray(S, c, c0);
        FloatVector s0b = FloatVector.fromArray(S, c, c0 + L);
        FloatVector s1a = FloatVector.fromArray(S, c, c1);
        FloatVector s1b = FloatVector.fromArray(S, c, c1 + L);
        FloatVector s2a = FloatVector.fromArray(S, c, c2);
        FloatVector s2b = FloatVector.fromArray(S, c, c2 + L);
        FloatVector s3a = FloatVector.fromArray(S, c, c3);
        FloatVector s3b = FloatVector.fromArray(S, c, c3 + L);
        FloatVector s4a = FloatVector.fromArray(S, c, c4);
        FloatVector s4b = FloatVector.fromArray(S, c, c4 + L);
        FloatVector s5a = FloatVector.fromArray(S, c, c5);
        FloatVector s5b = FloatVector.fromArray(S, c, c5 + L);
        FloatVector s6a = FloatVector.fromArray(S, c, c6);
        FloatVector s6b = FloatVector.fromArray(S, c, c6 + L);
        FloatVector s7a = FloatVector.fromArray(S, c, c7);
        FloatVector s7b = FloatVector.fromArray(S, c, c7 + L);
        FloatVector s8a = FloatVector.fromArray(S, c, c8);
        FloatVector s8b = FloatVector.fromArray(S, c, c8 + L);
        FloatVector s9a = FloatVector.fromArray(S, c, c9);
        FloatVector s9b = FloatVector.fromArray(S, c, c9 + L);
        FloatVector s10a = FloatVector.fromArray(S, c, c10);
        FloatVector s10b = FloatVector.fromArray(S, c, c10 + L);
        FloatVector s11a = FloatVector.fromArray(S, c, c11);
        FloatVector s11b = FloatVector.fromArray(S, c, c11 + L);
        int at = aAt;
        int bt = bAt;
        for (int k = 0; k < depth; k += 2, at += 2 * STEP, bt += 4 * L) {
            FloatVector b0 = FloatVector.fromArray(S, b, bt);
            FloatVector b1 = FloatVector.fromArray(S, b, bt + L);
            FloatVector a0 = FloatVector.broadcast(S, a[at]);
            s0a = a0.fma(b0, s0a);
            s0b = a0.fma(b1, s0b);
            FloatVector a1 = FloatVector.broadcast(S, a[at + 1]);
            s1a = a1.fma(b0, s1a);
            s1b = a1.fma(b1, s1b);
            FloatVector a2 = FloatVector.broadcast(S, a[at + 2]);
            s2a = a2.fma(b0, s2a);
            s2b = a2.fma(b1, s2b);
            FloatVector a3 = FloatVector.broadcast(S, a[at + 3]);
            s3a = a3.fma(b0, s3a);
            s3b = a3.fma(b1, s3b);
            FloatVector a4 = FloatVector.broadcast(S, a[at + 4]);
            s4a = a4.fma(b0, s4a);
            s4b = a4.fma(b1, s4b);
            FloatVector a5 = FloatVector.broadcast(S, a[at + 5]);
            s5a = a5.fma(b0, s5a);
            s5b = a5.fma(b1, s5b);
            FloatVector a6 = FloatVector.broadcast(S, a[at + 6]);
            s6a = a6.fma(b0, s6a);
            s6b = a6.fma(b1, s6b);
            FloatVector a7 = FloatVector.broadcast(S, a[at + 7]);
            s7a = a7.fma(b0, s7a);
            s7b = a7.fma(b1, s7b);
            FloatVector a8 = FloatVector.broadcast(S, a[at + 8]);
            s8a = a8.fma(b0, s8a);
            s8b = a8.fma(b1, s8b);
            FloatVector a9 = FloatVector.broadcast(S, a[at + 9]);
            s9a = a9.fma(b0, s9a);
            s9b = a9.fma(b1, s9b);
            FloatVector a10 = FloatVector.broadcast(S, a[at + 10]);
            s10a = a10.fma(b0, s10a);
            s10b = a10.fma(b1, s10b);
            FloatVector a11 = FloatVector.broadcast(S, a[at + 11]);
            s11a = a11.fma(b0, s11a);
            s11b = a11.fma(b1, s11b);

            b0 = FloatVector.fromArray(S, b, bt + 2 * L);
            b1 = FloatVector.fromArray(S, b, bt + 3 * L);
            a0 = FloatVector.broadcast(S, a[at + STEP]);
            s0a = a0.fma(b0, s0a);
            s0b = a0.fma(b1, s0b);
            a1 = FloatVector.broadcast(S, a[at + STEP + 1]);
            s1a = a1.fma(b0, s1a);
            s1b = a1.fma(b1, s1b);
            a2 = FloatVector.broadcast(S, a[at + STEP + 2]);
            s2a = a2.fma(b0, s2a);
            s2b = a2.fma(b1, s2b);
            a3 = FloatVector.broadcast(S, a[at + STEP + 3]);
            s3a = a3.fma(b0, s3a);
            s3b = a3.fma(b1, s3b);
            a4 = FloatVector.broadcast(S, a[at + STEP + 4]);
            s4a = a4.fma(b0, s4a);
            s4b = a4.fma(b1, s4b);
            a5 = FloatVector.broadcast(S, a[at + STEP + 5]);
            s5a = a5.fma(b0, s5a);
            s5b = a5.fma(b1, s5b);
            a6 = FloatVector.broadcast(S, a[at + STEP + 6]);
            s6a = a6.fma(b0, s6a);
            s6b = a6.fma(b1, s6b);
            a7 = FloatVector.broadcast(S, a[at + STEP + 7]);
            s7a = a7.fma(b0, s7a);
            s7b = a7.fma(b1, s7b);
            a8 = FloatVector.broadcast(S, a[at + STEP + 8]);
            s8a = a8.fma(b0, s8a);
            s8b = a8.fma(b1, s8b);
            a9 = FloatVector.broadcast(S, a[at + STEP + 9]);
            s9a = a9.fma(b0, s9a);
            s9b = a9.fma(b1, s9b);
            a10 = FloatVector.broadcast(S, a[at + STEP + 10]);
            s10a = a10.fma(b0, s10a);
            s10b = a10.fma(b1, s10b);
            a11 = FloatVector.broadcast(S, a[at + STEP + 11]);
            s11a = a11.fma(b0, s11a);
            s11b = a11.fma(b1, s11b);
        }
        s0a.intoArray(c, c0);
        s0b.intoArray(c, c0 + L);
        s1a.intoArray(c, c1);
        s1b.intoArray(c, c1 + L);
        s2a.intoArray(c, c2);
        s2b.intoArray(c, c2 + L);
        s3a.intoArray(c, c3);
        s3b.intoArray(c, c3 + L);
        s4a.intoArray(c, c4);
        s4b.intoArray(c, c4 + L);
        s5a.intoArray(c, c5);
        s5b.intoArray(c, c5 + L);
        s6a.intoArray(c, c6);
        s6b.intoArray(c, c6 + L);
        s7a.intoArray(c, c7);
        s7b.intoArray(c, c7 + L);
        s8a.intoArray(c, c8);
        s8b.intoArray(c, c8 + L);
        s9a.intoArray(c, c9);
        s9b.intoArray(c, c9 + L);
        s10a.intoArray(c, c10);
        s10b.intoArray(c, c10 + L);
        s11a.intoArray(c, c11);
        s11b.intoArray(c, c11 + L);
    }

    /** 8 rows of a packed left operand. */
    private static void packed8(
            float[] a, int aAt, float[] b, int bAt, int depth, float[] c, int[] cAt, int first, int column) {
        int c0 = cAt[first + 0] + column;
        int c1 = cAt[first + 1] + column;
        int c2 = cAt[first + 2] + column;
        int c3 = cAt[first + 3] + column;
        int c4 = cAt[first + 4] + column;
        int c5 = cAt[first + 5] + column;
        int c6 = cAt[first + 6] + column;
        int c7 = cAt[first + 7] + column;
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
        int at = aAt;
        int bt = bAt;
        for (int k = 0; k < depth; k++, at += STEP, bt += 2 * L) {
            FloatVector b0 = FloatVector.fromArray(S, b, bt);
            FloatVector b1 = FloatVector.fromArray(S, b, bt + L);
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

    /** 6 rows of a packed left operand. */
    private static void packed6(
            float[] a, int aAt, float[] b, int bAt, int depth, float[] c, int[] cAt, int first, int column) {
        int c0 = cAt[first + 0] + column;
        int c1 = cAt[first + 1] + column;
        int c2 = cAt[first + 2] + column;
        int c3 = cAt[first + 3] + column;
        int c4 = cAt[first + 4] + column;
        int c5 = cAt[first + 5] + column;
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
        int end = aAt + depth * STEP;
        int b0At = bAt - aAt * (2 * L / STEP);
        for (int at = aAt; at < end; at += STEP) {
            FloatVector b0 = FloatVector.fromArray(S, b, b0At + at * (2 * L / STEP));
            FloatVector b1 = FloatVector.fromArray(S, b, b0At + at * (2 * L / STEP) + L);
            FloatVector a0 = FloatVector.broadcast(S, a[at]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            FloatVector a1 = FloatVector.broadcast(S, a[at + 1]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            s10.intoArray(c, c1);
            FloatVector a2 = FloatVector.broadcast(S, a[at + 2]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            FloatVector a3 = FloatVector.broadcast(S, a[at + 3]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            s30.intoArray(c, c3);
            FloatVector a4 = FloatVector.broadcast(S, a[at + 4]);
            s40 = a4.fma(b0, s40);
            s41 = a4.fma(b1, s41);
            FloatVector a5 = FloatVector.broadcast(S, a[at + 5]);
            s50 = a5.fma(b0, s50);
            s51 = a5.fma(b1, s51);
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
    }

    /** 4 rows of a packed left operand. */
    private static void packed4(
            float[] a, int aAt, float[] b, int bAt, int depth, float[] c, int[] cAt, int first, int column) {
        int c0 = cAt[first + 0] + column;
        int c1 = cAt[first + 1] + column;
        int c2 = cAt[first + 2] + column;
        int c3 = cAt[first + 3] + column;
        FloatVector s00 = FloatVector.fromArray(S, c, c0);
        FloatVector s01 = FloatVector.fromArray(S, c, c0 + L);
        FloatVector s10 = FloatVector.fromArray(S, c, c1);
        FloatVector s11 = FloatVector.fromArray(S, c, c1 + L);
        FloatVector s20 = FloatVector.fromArray(S, c, c2);
        FloatVector s21 = FloatVector.fromArray(S, c, c2 + L);
        FloatVector s30 = FloatVector.fromArray(S, c, c3);
        FloatVector s31 = FloatVector.fromArray(S, c, c3 + L);
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + k * 2 * L);
            FloatVector b1 = FloatVector.fromArray(S, b, bAt + k * 2 * L + L);
            int at = aAt + k * STEP;
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

    /** 12 copied rows. */
    private static void copied12(
            float[] a, int aAt, float[] b, int bAt, int depth, float[] c, int[] cAt, int first, int column) {
        int c0 = cAt[first + 0] + column;
        int c1 = cAt[first + 1] + column;
        int c2 = cAt[first + 2] + column;
        int c3 = cAt[first + 3] + column;
        int c4 = cAt[first + 4] + column;
        int c5 = cAt[first + 5] + column;
        int c6 = cAt[first + 6] + column;
        int c7 = cAt[first + 7] + column;
        int c8 = cAt[first + 8] + column;
        int c9 = cAt[first + 9] + column;
        int c10 = cAt[first + 10] + column;
        int c11 = cAt[first + 11] + column;
        FloatVector s0a = FloatVector.fromArray(S, c, c0);
        FloatVector s0b = FloatVector.fromArray(S, c, c0 + L);
        FloatVector s1a = FloatVector.fromArray(S, c, c1);
        FloatVector s1b = FloatVector.fromArray(S, c, c1 + L);
        FloatVector s2a = FloatVector.fromArray(S, c, c2);
        FloatVector s2b = FloatVector.fromArray(S, c, c2 + L);
        FloatVector s3a = FloatVector.fromArray(S, c, c3);
        FloatVector s3b = FloatVector.fromArray(S, c, c3 + L);
        FloatVector s4a = FloatVector.fromArray(S, c, c4);
        FloatVector s4b = FloatVector.fromArray(S, c, c4 + L);
        FloatVector s5a = FloatVector.fromArray(S, c, c5);
        FloatVector s5b = FloatVector.fromArray(S, c, c5 + L);
        FloatVector s6a = FloatVector.fromArray(S, c, c6);
        FloatVector s6b = FloatVector.fromArray(S, c, c6 + L);
        FloatVector s7a = FloatVector.fromArray(S, c, c7);
        FloatVector s7b = FloatVector.fromArray(S, c, c7 + L);
        FloatVector s8a = FloatVector.fromArray(S, c, c8);
        FloatVector s8b = FloatVector.fromArray(S, c, c8 + L);
        FloatVector s9a = FloatVector.fromArray(S, c, c9);
        FloatVector s9b = FloatVector.fromArray(S, c, c9 + L);
        FloatVector s10a = FloatVector.fromArray(S, c, c10);
        FloatVector s10b = FloatVector.fromArray(S, c, c10 + L);
        FloatVector s11a = FloatVector.fromArray(S, c, c11);
        FloatVector s11b = FloatVector.fromArray(S, c, c11 + L);
        int at = aAt;
        int bt = bAt;
        for (int k = 0; k < depth; k += 2, at += 2, bt += 4 * L) {
            FloatVector b0 = FloatVector.fromArray(S, b, bt);
            FloatVector b1 = FloatVector.fromArray(S, b, bt + L);
            FloatVector a0 = FloatVector.broadcast(S, a[at]);
            s0a = a0.fma(b0, s0a);
            s0b = a0.fma(b1, s0b);
            FloatVector a1 = FloatVector.broadcast(S, a[at + ROW]);
            s1a = a1.fma(b0, s1a);
            s1b = a1.fma(b1, s1b);
            FloatVector a2 = FloatVector.broadcast(S, a[at + 2 * ROW]);
            s2a = a2.fma(b0, s2a);
            s2b = a2.fma(b1, s2b);
            FloatVector a3 = FloatVector.broadcast(S, a[at + 3 * ROW]);
            s3a = a3.fma(b0, s3a);
            s3b = a3.fma(b1, s3b);
            FloatVector a4 = FloatVector.broadcast(S, a[at + 4 * ROW]);
            s4a = a4.fma(b0, s4a);
            s4b = a4.fma(b1, s4b);
            FloatVector a5 = FloatVector.broadcast(S, a[at + 5 * ROW]);
            s5a = a5.fma(b0, s5a);
            s5b = a5.fma(b1, s5b);
            FloatVector a6 = FloatVector.broadcast(S, a[at + 6 * ROW]);
            s6a = a6.fma(b0, s6a);
            s6b = a6.fma(b1, s6b);
            FloatVector a7 = FloatVector.broadcast(S, a[at + 7 * ROW]);
            s7a = a7.fma(b0, s7a);
            s7b = a7.fma(b1, s7b);
            FloatVector a8 = FloatVector.broadcast(S, a[at + 8 * ROW]);
            s8a = a8.fma(b0, s8a);
            s8b = a8.fma(b1, s8b);
            FloatVector a9 = FloatVector.broadcast(S, a[at + 9 * ROW]);
            s9a = a9.fma(b0, s9a);
            s9b = a9.fma(b1, s9b);
            FloatVector a10 = FloatVector.broadcast(S, a[at + 10 * ROW]);
            s10a = a10.fma(b0, s10a);
            s10b = a10.fma(b1, s10b);
            FloatVector a11 = FloatVector.broadcast(S, a[at + 11 * ROW]);
            s11a = a11.fma(b0, s11a);
            s11b = a11.fma(b1, s11b);

            b0 = FloatVector.fromArray(S, b, bt + 2 * L);
            b1 = FloatVector.fromArray(S, b, bt + 3 * L);
            a0 = FloatVector.broadcast(S, a[at + 1]);
            s0a = a0.fma(b0, s0a);
            s0b = a0.fma(b1, s0b);
            a1 = FloatVector.broadcast(S, a[at + 1 + ROW]);
            s1a = a1.fma(b0, s1a);
            s1b = a1.fma(b1, s1b);
            a2 = FloatVector.broadcast(S, a[at + 1 + 2 * ROW]);
            s2a = a2.fma(b0, s2a);
            s2b = a2.fma(b1, s2b);
            a3 = FloatVector.broadcast(S, a[at + 1 + 3 * ROW]);
            s3a = a3.fma(b0, s3a);
            s3b = a3.fma(b1, s3b);
            a4 = FloatVector.broadcast(S, a[at + 1 + 4 * ROW]);
            s4a = a4.fma(b0, s4a);
            s4b = a4.fma(b1, s4b);
            a5 = FloatVector.broadcast(S, a[at + 1 + 5 * ROW]);
            s5a = a5.fma(b0, s5a);
            s5b = a5.fma(b1, s5b);
            a6 = FloatVector.broadcast(S, a[at + 1 + 6 * ROW]);
            s6a = a6.fma(b0, s6a);
            s6b = a6.fma(b1, s6b);
            a7 = FloatVector.broadcast(S, a[at + 1 + 7 * ROW]);
            s7a = a7.fma(b0, s7a);
            s7b = a7.fma(b1, s7b);
            a8 = FloatVector.broadcast(S, a[at + 1 + 8 * ROW]);
            s8a = a8.fma(b0, s8a);
            s8b = a8.fma(b1, s8b);
            a9 = FloatVector.broadcast(S, a[at + 1 + 9 * ROW]);
            s9a = a9.fma(b0, s9a);
            s9b = a9.fma(b1, s9b);
            a10 = FloatVector.broadcast(S, a[at + 1 + 10 * ROW]);
            s10a = a10.fma(b0, s10a);
            s10b = a10.fma(b1, s10b);
            a11 = FloatVector.broadcast(S, a[at + 1 + 11 * ROW]);
            s11a = a11.fma(b0, s11a);
            s11b = a11.fma(b1, s11b);
        }
        s0a.intoArray(c, c0);
        s0b.intoArray(c, c0 + L);
        s1a.intoArray(c, c1);
        s1b.intoArray(c, c1 + L);
        s2a.intoArray(c, c2);
        s2b.intoArray(c, c2 + L);
        s3a.intoArray(c, c3);
        s3b.intoArray(c, c3 + L);
        s4a.intoArray(c, c4);
        s4b.intoArray(c, c4 + L);
        s5a.intoArray(c, c5);
        s5b.intoArray(c, c5 + L);
        s6a.intoArray(c, c6);
        s6b.intoArray(c, c6 + L);
        s7a.intoArray(c, c7);
        s7b.intoArray(c, c7 + L);
        s8a.intoArray(c, c8);
        s8b.intoArray(c, c8 + L);
        s9a.intoArray(c, c9);
        s9b.intoArray(c, c9 + L);
        s10a.intoArray(c, c10);
        s10b.intoArray(c, c10 + L);
        s11a.intoArray(c, c11);
        s11b.intoArray(c, c11 + L);
    }

    /** 8 copied rows. */
    private static void copied8(
            float[] a, int aAt, float[] b, int bAt, int depth, float[] c, int[] cAt, int first, int column) {
        int c0 = cAt[first + 0] + column;
        int c1 = cAt[first + 1] + column;
        int c2 = cAt[first + 2] + column;
        int c3 = cAt[first + 3] + column;
        int c4 = cAt[first + 4] + column;
        int c5 = cAt[first + 5] + column;
        int c6 = cAt[first + 6] + column;
        int c7 = cAt[first + 7] + column;
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
        int end = aAt + depth;
        int b0At = bAt - aAt * (2 * L);
        for (int at = aAt; at < end; at += 2) {
            FloatVector b0 = FloatVector.fromArray(S, b, b0At + at * (2 * L));
            FloatVector b1 = FloatVector.fromArray(S, b, b0At + at * (2 * L) + L);
            FloatVector a0 = FloatVector.broadcast(S, a[at]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            FloatVector a1 = FloatVector.broadcast(S, a[at + ROW]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            FloatVector a2 = FloatVector.broadcast(S, a[at + 2 * ROW]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            FloatVector a3 = FloatVector.broadcast(S, a[at + 3 * ROW]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            FloatVector a4 = FloatVector.broadcast(S, a[at + 4 * ROW]);
            s40 = a4.fma(b0, s40);
            s41 = a4.fma(b1, s41);
            FloatVector a5 = FloatVector.broadcast(S, a[at + 5 * ROW]);
            s50 = a5.fma(b0, s50);
            s51 = a5.fma(b1, s51);
            FloatVector a6 = FloatVector.broadcast(S, a[at + 6 * ROW]);
            s60 = a6.fma(b0, s60);
            s61 = a6.fma(b1, s61);
            FloatVector a7 = FloatVector.broadcast(S, a[at + 7 * ROW]);
            s70 = a7.fma(b0, s70);
            s71 = a7.fma(b1, s71);

            b0 = FloatVector.fromArray(S, b, b0At + at * (2 * L) + 2 * L);
            b1 = FloatVector.fromArray(S, b, b0At + at * (2 * L) + 3 * L);
            a0 = FloatVector.broadcast(S, a[at + 1]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            a1 = FloatVector.broadcast(S, a[at + 1 + ROW]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            a2 = FloatVector.broadcast(S, a[at + 1 + 2 * ROW]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            a3 = FloatVector.broadcast(S, a[at + 1 + 3 * ROW]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            a4 = FloatVector.broadcast(S, a[at + 1 + 4 * ROW]);
            s40 = a4.fma(b0, s40);
            s41 = a4.fma(b1, s41);
            a5 = FloatVector.broadcast(S, a[at + 1 + 5 * ROW]);
            s50 = a5.fma(b0, s50);
            s51 = a5.fma(b1, s51);
            a6 = FloatVector.broadcast(S, a[at + 1 + 6 * ROW]);
            s60 = a6.fma(b0, s60);
            s61 = a6.fma(b1, s61);
            a7 = FloatVector.broadcast(S, a[at + 1 + 7 * ROW]);
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

    /** 6 copied rows. */
    private static void copied6(
            float[] a, int aAt, float[] b, int bAt, int depth, float[] c, int[] cAt, int first, int column) {
        int c0 = cAt[first + 0] + column;
        int c1 = cAt[first + 1] + column;
        int c2 = cAt[first + 2] + column;
        int c3 = cAt[first + 3] + column;
        int c4 = cAt[first + 4] + column;
        int c5 = cAt[first + 5] + column;
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
        int end = aAt + depth;
        int b0At = bAt - aAt * (2 * L);
        for (int at = aAt; at < end; at++) {
            FloatVector b0 = FloatVector.fromArray(S, b, b0At + at * (2 * L));
            FloatVector b1 = FloatVector.fromArray(S, b, b0At + at * (2 * L) + L);
            FloatVector a0 = FloatVector.broadcast(S, a[at]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            FloatVector a1 = FloatVector.broadcast(S, a[at + ROW]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            s10.intoArray(c, c1);
            FloatVector a2 = FloatVector.broadcast(S, a[at + 2 * ROW]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            FloatVector a3 = FloatVector.broadcast(S, a[at + 3 * ROW]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            s30.intoArray(c, c3);
            FloatVector a4 = FloatVector.broadcast(S, a[at + 4 * ROW]);
            s40 = a4.fma(b0, s40);
            s41 = a4.fma(b1, s41);
            FloatVector a5 = FloatVector.broadcast(S, a[at + 5 * ROW]);
            s50 = a5.fma(b0, s50);
            s51 = a5.fma(b1, s51);
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
    }

    /** 4 copied rows. */
    private static void copied4(
            float[] a, int aAt, float[] b, int bAt, int depth, float[] c, int[] cAt, int first, int column) {
        int c0 = cAt[first + 0] + column;
        int c1 = cAt[first + 1] + column;
        int c2 = cAt[first + 2] + column;
        int c3 = cAt[first + 3] + column;
        FloatVector s00 = FloatVector.fromArray(S, c, c0);
        FloatVector s01 = FloatVector.fromArray(S, c, c0 + L);
        FloatVector s10 = FloatVector.fromArray(S, c, c1);
        FloatVector s11 = FloatVector.fromArray(S, c, c1 + L);
        FloatVector s20 = FloatVector.fromArray(S, c, c2);
        FloatVector s21 = FloatVector.fromArray(S, c, c2 + L);
        FloatVector s30 = FloatVector.fromArray(S, c, c3);
        FloatVector s31 = FloatVector.fromArray(S, c, c3 + L);
        int end = aAt + depth;
        int b0At = bAt - aAt * (2 * L);
        for (int at = aAt; at < end; at++) {
            FloatVector b0 = FloatVector.fromArray(S, b, b0At + at * (2 * L));
            FloatVector b1 = FloatVector.fromArray(S, b, b0At + at * (2 * L) + L);
            FloatVector a0 = FloatVector.broadcast(S, a[at]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            FloatVector a1 = FloatVector.broadcast(S, a[at + ROW]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            FloatVector a2 = FloatVector.broadcast(S, a[at + 2 * ROW]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            FloatVector a3 = FloatVector.broadcast(S, a[at + 3 * ROW]);
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

    /** 8 rows of a packed left operand and the first vector of a panel. */
    private static void packedHalf8(
            float[] a, int aAt, float[] b, int bAt, int depth, float[] c, int[] cAt, int first, int column) {
        int c0 = cAt[first + 0] + column;
        int c1 = cAt[first + 1] + column;
        int c2 = cAt[first + 2] + column;
        int c3 = cAt[first + 3] + column;
        int c4 = cAt[first + 4] + column;
        int c5 = cAt[first + 5] + column;
        int c6 = cAt[first + 6] + column;
        int c7 = cAt[first + 7] + column;
        FloatVector s0 = FloatVector.fromArray(S, c, c0);
        FloatVector s1 = FloatVector.fromArray(S, c, c1);
        FloatVector s2 = FloatVector.fromArray(S, c, c2);
        FloatVector s3 = FloatVector.fromArray(S, c, c3);
        FloatVector s4 = FloatVector.fromArray(S, c, c4);
        FloatVector s5 = FloatVector.fromArray(S, c, c5);
        FloatVector s6 = FloatVector.fromArray(S, c, c6);
        FloatVector s7 = FloatVector.fromArray(S, c, c7);
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + k * 2 * L);
            int at = aAt + k * STEP;
            s0 = FloatVector.broadcast(S, a[at]).fma(b0, s0);
            s1 = FloatVector.broadcast(S, a[at + 1]).fma(b0, s1);
            s2 = FloatVector.broadcast(S, a[at + 2]).fma(b0, s2);
            s3 = FloatVector.broadcast(S, a[at + 3]).fma(b0, s3);
            s4 = FloatVector.broadcast(S, a[at + 4]).fma(b0, s4);
            s5 = FloatVector.broadcast(S, a[at + 5]).fma(b0, s5);
            s6 = FloatVector.broadcast(S, a[at + 6]).fma(b0, s6);
            s7 = FloatVector.broadcast(S, a[at + 7]).fma(b0, s7);
        }
        s0.intoArray(c, c0);
        s1.intoArray(c, c1);
        s2.intoArray(c, c2);
        s3.intoArray(c, c3);
        s4.intoArray(c, c4);
        s5.intoArray(c, c5);
        s6.intoArray(c, c6);
        s7.intoArray(c, c7);
    }

    /** 8 copied rows and the first vector of a panel. */
    private static void copiedHalf8(
            float[] a, int aAt, float[] b, int bAt, int depth, float[] c, int[] cAt, int first, int column) {
        int c0 = cAt[first + 0] + column;
        int c1 = cAt[first + 1] + column;
        int c2 = cAt[first + 2] + column;
        int c3 = cAt[first + 3] + column;
        int c4 = cAt[first + 4] + column;
        int c5 = cAt[first + 5] + column;
        int c6 = cAt[first + 6] + column;
        int c7 = cAt[first + 7] + column;
        FloatVector s0 = FloatVector.fromArray(S, c, c0);
        FloatVector s1 = FloatVector.fromArray(S, c, c1);
        FloatVector s2 = FloatVector.fromArray(S, c, c2);
        FloatVector s3 = FloatVector.fromArray(S, c, c3);
        FloatVector s4 = FloatVector.fromArray(S, c, c4);
        FloatVector s5 = FloatVector.fromArray(S, c, c5);
        FloatVector s6 = FloatVector.fromArray(S, c, c6);
        FloatVector s7 = FloatVector.fromArray(S, c, c7);
        for (int k = 0; k < depth; k++) {
            int at = aAt + k;
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + k * 2 * L);
            s0 = FloatVector.broadcast(S, a[at]).fma(b0, s0);
            s1 = FloatVector.broadcast(S, a[at + ROW]).fma(b0, s1);
            s2 = FloatVector.broadcast(S, a[at + 2 * ROW]).fma(b0, s2);
            s3 = FloatVector.broadcast(S, a[at + 3 * ROW]).fma(b0, s3);
            s4 = FloatVector.broadcast(S, a[at + 4 * ROW]).fma(b0, s4);
            s5 = FloatVector.broadcast(S, a[at + 5 * ROW]).fma(b0, s5);
            s6 = FloatVector.broadcast(S, a[at + 6 * ROW]).fma(b0, s6);
            s7 = FloatVector.broadcast(S, a[at + 7 * ROW]).fma(b0, s7);
        }
        s0.intoArray(c, c0);
        s1.intoArray(c, c1);
        s2.intoArray(c, c2);
        s3.intoArray(c, c3);
        s4.intoArray(c, c4);
        s5.intoArray(c, c5);
        s6.intoArray(c, c6);
        s7.intoArray(c, c7);
    }

    /** One row of four panels, which begin {@code next} apart: eight chains hide the latency of the additions. */
    static void row4(float[] a, int aAt, float[] b, int bAt, int next, int depth, float[] c, int cAt) {
        int p0 = bAt;
        int p1 = bAt + next;
        int p2 = bAt + 2 * next;
        int p3 = bAt + 3 * next;
        FloatVector s00 = FloatVector.fromArray(S, c, cAt);
        FloatVector s01 = FloatVector.fromArray(S, c, cAt + L);
        FloatVector s10 = FloatVector.fromArray(S, c, cAt + 2 * L);
        FloatVector s11 = FloatVector.fromArray(S, c, cAt + 3 * L);
        FloatVector s20 = FloatVector.fromArray(S, c, cAt + 4 * L);
        FloatVector s21 = FloatVector.fromArray(S, c, cAt + 5 * L);
        FloatVector s30 = FloatVector.fromArray(S, c, cAt + 6 * L);
        FloatVector s31 = FloatVector.fromArray(S, c, cAt + 7 * L);
        for (int k = 0; k < depth; k++) {
            FloatVector x = FloatVector.broadcast(S, a[aAt + k]);
            int at = k * 2 * L;
            s00 = x.fma(FloatVector.fromArray(S, b, p0 + at), s00);
            s01 = x.fma(FloatVector.fromArray(S, b, p0 + at + L), s01);
            s10 = x.fma(FloatVector.fromArray(S, b, p1 + at), s10);
            s11 = x.fma(FloatVector.fromArray(S, b, p1 + at + L), s11);
            s20 = x.fma(FloatVector.fromArray(S, b, p2 + at), s20);
            s21 = x.fma(FloatVector.fromArray(S, b, p2 + at + L), s21);
            s30 = x.fma(FloatVector.fromArray(S, b, p3 + at), s30);
            s31 = x.fma(FloatVector.fromArray(S, b, p3 + at + L), s31);
        }
        s00.intoArray(c, cAt);
        s01.intoArray(c, cAt + L);
        s10.intoArray(c, cAt + 2 * L);
        s11.intoArray(c, cAt + 3 * L);
        s20.intoArray(c, cAt + 4 * L);
        s21.intoArray(c, cAt + 5 * L);
        s30.intoArray(c, cAt + 6 * L);
        s31.intoArray(c, cAt + 7 * L);
    }

    /** One row of one panel. */
    static void row1(float[] a, int aAt, float[] b, int bAt, int depth, float[] c, int cAt) {
        FloatVector s0 = FloatVector.fromArray(S, c, cAt);
        FloatVector s1 = FloatVector.fromArray(S, c, cAt + L);
        for (int k = 0; k < depth; k++) {
            FloatVector x = FloatVector.broadcast(S, a[aAt + k]);
            s0 = x.fma(FloatVector.fromArray(S, b, bAt + k * 2 * L), s0);
            s1 = x.fma(FloatVector.fromArray(S, b, bAt + k * 2 * L + L), s1);
        }
        s0.intoArray(c, cAt);
        s1.intoArray(c, cAt + L);
    }
}
