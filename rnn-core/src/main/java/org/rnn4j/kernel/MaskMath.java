package org.rnn4j.kernel;

import org.rnn4j.tensor.RandomKey;

/**
 * Masks in plain Java, elements {@code from} to {@code count - 1}: all of it for the portable kernels, the elements behind
 * the last full vector for the SIMD kernels. The formulas are those of {@link Kernels}.
 */
final class MaskMath {
    private MaskMath() {}

    /** The smallest k for which k * 2^-24 is not below the threshold: the random bits are compared as whole numbers. */
    static long limit(float threshold) {
        return (long) Math.ceil(threshold * 0x1p24);
    }

    /** Without a branch, which nothing could predict. */
    static void random(
            int from, long rowSeed, float threshold, float below, float others, float[] mask, int at, int count) {
        long limit = limit(threshold);
        int otherBits = Float.floatToRawIntBits(others);
        int difference = Float.floatToRawIntBits(below) ^ otherBits;
        for (int j = from; j < count; j++) {
            int isBelow = (int) ((RandomKey.uniformBits(rowSeed, j) - limit) >>> 32); // all ones, or none
            mask[at + j] = Float.intBitsToFloat(otherBits ^ (isBelow & difference));
        }
    }

    static void apply(int from, float[] mask, int maskAt, float[] x, int xAt, float[] y, int yAt, int count) {
        for (int j = from; j < count; j++) {
            float factor = mask[maskAt + j];
            y[yAt + j] = factor == 0f ? 0f : factor * x[xAt + j];
        }
    }

    static void addMasked(int from, float[] mask, int maskAt, float[] x, int xAt, float[] y, int yAt, int count) {
        for (int j = from; j < count; j++) {
            float factor = mask[maskAt + j];
            y[yAt + j] = factor == 0f ? y[yAt + j] : Math.fma(x[xAt + j], factor, y[yAt + j]);
        }
    }

    static void choose(
            int from,
            float[] mask,
            int maskAt,
            float[] chosen,
            int chosenAt,
            float[] other,
            int otherAt,
            float[] y,
            int yAt,
            int count) {
        for (int j = from; j < count; j++) {
            y[yAt + j] = mask[maskAt + j] == 0f ? other[otherAt + j] : chosen[chosenAt + j];
        }
    }

    static void chooseBackward(
            int from,
            float[] mask,
            int maskAt,
            float[] dy,
            int dyAt,
            float[] dChosen,
            int dChosenAt,
            float[] dOther,
            int dOtherAt,
            int count) {
        for (int j = from; j < count; j++) {
            boolean isChosen = mask[maskAt + j] != 0f;
            float gradient = dy[dyAt + j];
            dOther[dOtherAt + j] = isChosen ? 0f : gradient;
            dChosen[dChosenAt + j] = isChosen ? dChosen[dChosenAt + j] + gradient : dChosen[dChosenAt + j];
        }
    }
}
