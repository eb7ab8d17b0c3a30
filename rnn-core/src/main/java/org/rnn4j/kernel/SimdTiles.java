package org.rnn4j.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The tiles of {@link SimdProduct}: up to 8 rows by 2 vectors of C held in registers, one broadcast per row and step.
 *
 * <p>Each tile method is the whole inner loop and nothing else: helpers that take or return vectors were not inlined and
 * cost a factor of ten, vector masks more. Nothing here uses a second vector width: copying blocks with 256-bit vectors
 * beside the 512-bit tiles made training a tenth slower, and one run in four ten times slower, because the JIT no longer
 * knew which width it had. Rows of C begin at {@code cAt[first ...] + column}.
 */
final class SimdTiles {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final int PANEL = SimdProduct.PANEL;
    private static final int GROUP = SimdProduct.GROUP;

    private SimdTiles() {}

    /** 8 or 4 rows of one panel; A[i, k] = a[aAt + k * GROUP + i]. */
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
        if (height == 8) {
            packed8(a, aAt, b, bAt, depth, c, cAt, first, column);
        } else {
            packed4(a, aAt, b, bAt, depth, c, cAt, first, column);
        }
    }

    /** 8 or 4 rows of one panel of which {@code width} columns count. */
    static void packedEdge(
            int height, int width, float[] a, int aAt, float[] b, int bAt, int depth, float[] c, int[] cAt) {
        if (height == 8 && width <= L) {
            packedHalf8(a, aAt, b, bAt, depth, c, cAt, 0, 0);
        } else {
            packed(height, a, aAt, b, bAt, depth, c, cAt, 0, 0);
        }
    }

    /** 8 or 4 rows of one panel of which {@code width} columns count. */
    static void inPlaceEdge(
            int height,
            int width,
            float[] a,
            int[] aAt,
            int aFirst,
            float[] b,
            int bAt,
            int depth,
            float[] c,
            int[] cAt) {
        if (height == 8 && width <= L) {
            inPlaceHalf8(a, aAt, aFirst, b, bAt, depth, c, cAt, 0, 0);
        } else {
            inPlace(height, a, aAt, aFirst, b, bAt, depth, c, cAt, 0, 0);
        }
    }

    /** 8 or 4 rows of one panel; A[i, k] = a[aAt[aFirst + i] + k]. */
    static void inPlace(
            int height,
            float[] a,
            int[] aAt,
            int aFirst,
            float[] b,
            int bAt,
            int depth,
            float[] c,
            int[] cAt,
            int first,
            int column) {
        if (height == 8) {
            inPlace8(a, aAt, aFirst, b, bAt, depth, c, cAt, first, column);
        } else {
            inPlace4(a, aAt, aFirst, b, bAt, depth, c, cAt, first, column);
        }
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
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + k * PANEL);
            FloatVector b1 = FloatVector.fromArray(S, b, bAt + k * PANEL + L);
            int at = aAt + k * GROUP;
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
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + k * PANEL);
            FloatVector b1 = FloatVector.fromArray(S, b, bAt + k * PANEL + L);
            int at = aAt + k * GROUP;
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

    /** 8 rows where they are. */
    private static void inPlace8(
            float[] a,
            int[] aAt,
            int aFirst,
            float[] b,
            int bAt,
            int depth,
            float[] c,
            int[] cAt,
            int first,
            int column) {
        int a0At = aAt[aFirst + 0];
        int a1At = aAt[aFirst + 1];
        int a2At = aAt[aFirst + 2];
        int a3At = aAt[aFirst + 3];
        int a4At = aAt[aFirst + 4];
        int a5At = aAt[aFirst + 5];
        int a6At = aAt[aFirst + 6];
        int a7At = aAt[aFirst + 7];
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
        for (int k = 0; k < depth; k++) {
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + k * PANEL);
            FloatVector b1 = FloatVector.fromArray(S, b, bAt + k * PANEL + L);
            FloatVector a0 = FloatVector.broadcast(S, a[a0At + k]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            FloatVector a1 = FloatVector.broadcast(S, a[a1At + k]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            FloatVector a2 = FloatVector.broadcast(S, a[a2At + k]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            FloatVector a3 = FloatVector.broadcast(S, a[a3At + k]);
            s30 = a3.fma(b0, s30);
            s31 = a3.fma(b1, s31);
            FloatVector a4 = FloatVector.broadcast(S, a[a4At + k]);
            s40 = a4.fma(b0, s40);
            s41 = a4.fma(b1, s41);
            FloatVector a5 = FloatVector.broadcast(S, a[a5At + k]);
            s50 = a5.fma(b0, s50);
            s51 = a5.fma(b1, s51);
            FloatVector a6 = FloatVector.broadcast(S, a[a6At + k]);
            s60 = a6.fma(b0, s60);
            s61 = a6.fma(b1, s61);
            FloatVector a7 = FloatVector.broadcast(S, a[a7At + k]);
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

    /** 4 rows where they are. */
    private static void inPlace4(
            float[] a,
            int[] aAt,
            int aFirst,
            float[] b,
            int bAt,
            int depth,
            float[] c,
            int[] cAt,
            int first,
            int column) {
        int a0At = aAt[aFirst + 0];
        int a1At = aAt[aFirst + 1];
        int a2At = aAt[aFirst + 2];
        int a3At = aAt[aFirst + 3];
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
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + k * PANEL);
            FloatVector b1 = FloatVector.fromArray(S, b, bAt + k * PANEL + L);
            FloatVector a0 = FloatVector.broadcast(S, a[a0At + k]);
            s00 = a0.fma(b0, s00);
            s01 = a0.fma(b1, s01);
            FloatVector a1 = FloatVector.broadcast(S, a[a1At + k]);
            s10 = a1.fma(b0, s10);
            s11 = a1.fma(b1, s11);
            FloatVector a2 = FloatVector.broadcast(S, a[a2At + k]);
            s20 = a2.fma(b0, s20);
            s21 = a2.fma(b1, s21);
            FloatVector a3 = FloatVector.broadcast(S, a[a3At + k]);
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
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + k * PANEL);
            int at = aAt + k * GROUP;
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

    /** 8 rows where they are and the first vector of a panel. */
    private static void inPlaceHalf8(
            float[] a,
            int[] aAt,
            int aFirst,
            float[] b,
            int bAt,
            int depth,
            float[] c,
            int[] cAt,
            int first,
            int column) {
        int a0At = aAt[aFirst + 0];
        int a1At = aAt[aFirst + 1];
        int a2At = aAt[aFirst + 2];
        int a3At = aAt[aFirst + 3];
        int a4At = aAt[aFirst + 4];
        int a5At = aAt[aFirst + 5];
        int a6At = aAt[aFirst + 6];
        int a7At = aAt[aFirst + 7];
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
            FloatVector b0 = FloatVector.fromArray(S, b, bAt + k * PANEL);
            s0 = FloatVector.broadcast(S, a[a0At + k]).fma(b0, s0);
            s1 = FloatVector.broadcast(S, a[a1At + k]).fma(b0, s1);
            s2 = FloatVector.broadcast(S, a[a2At + k]).fma(b0, s2);
            s3 = FloatVector.broadcast(S, a[a3At + k]).fma(b0, s3);
            s4 = FloatVector.broadcast(S, a[a4At + k]).fma(b0, s4);
            s5 = FloatVector.broadcast(S, a[a5At + k]).fma(b0, s5);
            s6 = FloatVector.broadcast(S, a[a6At + k]).fma(b0, s6);
            s7 = FloatVector.broadcast(S, a[a7At + k]).fma(b0, s7);
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
            int at = k * PANEL;
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
            s0 = x.fma(FloatVector.fromArray(S, b, bAt + k * PANEL), s0);
            s1 = x.fma(FloatVector.fromArray(S, b, bAt + k * PANEL + L), s1);
        }
        s0.intoArray(c, cAt);
        s1.intoArray(c, cAt + L);
    }
}
