package org.rnn4j.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.rnn4j.tensor.RandomKey;

/** Masks on {@code jdk.incubator.vector}, element by element those of {@link MaskMath}. */
final class SimdMasks {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final VectorSpecies<Long> LONGS = S.withLanes(long.class);
    /** What the even ones of the first elements add to the seed. */
    private static final long[] EVEN_OFFSETS = evenOffsets();

    private static final long LOWER_HALF = 0xFFFFFFFFL;

    private SimdMasks() {}

    private static long[] evenOffsets() {
        long[] offsets = new long[LONGS.length()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = RandomKey.offset(2 * i);
        }
        return offsets;
    }

    /**
     * One vector of longs mixes the bits of the even elements, another one those of the odd; less the limit, the upper half
     * of a long is all ones iff its bits are below. The halves of both make a vector of ints, which chooses.
     */
    static void random(long rowSeed, float threshold, float below, float others, float[] mask, int at, int count) {
        long limit = MaskMath.limit(threshold);
        int otherBits = Float.floatToRawIntBits(others);
        int difference = Float.floatToRawIntBits(below) ^ otherBits;
        LongVector offsets = LongVector.fromArray(LONGS, EVEN_OFFSETS, 0);
        int j = 0;
        for (; j + L <= count; j += L) {
            LongVector a = offsets.add(rowSeed + j * RandomKey.GOLDEN);
            LongVector b = a.add(RandomKey.GOLDEN);
            a = a.lanewise(VectorOperators.LSHR, 30)
                    .lanewise(VectorOperators.XOR, a)
                    .mul(RandomKey.MIX_1);
            b = b.lanewise(VectorOperators.LSHR, 30)
                    .lanewise(VectorOperators.XOR, b)
                    .mul(RandomKey.MIX_1);
            a = a.lanewise(VectorOperators.LSHR, 27)
                    .lanewise(VectorOperators.XOR, a)
                    .mul(RandomKey.MIX_2);
            b = b.lanewise(VectorOperators.LSHR, 27)
                    .lanewise(VectorOperators.XOR, b)
                    .mul(RandomKey.MIX_2);
            a = a.lanewise(VectorOperators.LSHR, 31).lanewise(VectorOperators.XOR, a);
            b = b.lanewise(VectorOperators.LSHR, 31).lanewise(VectorOperators.XOR, b);
            a = a.lanewise(VectorOperators.LSHR, 40).sub(limit).lanewise(VectorOperators.LSHR, 32);
            b = b.lanewise(VectorOperators.LSHR, 40).sub(limit).and(~LOWER_HALF);
            a.or(b)
                    .reinterpretAsInts()
                    .and(difference)
                    .lanewise(VectorOperators.XOR, otherBits)
                    .reinterpretAsFloats()
                    .intoArray(mask, at + j);
        }
        MaskMath.random(j, rowSeed, threshold, below, others, mask, at, count);
    }

    static void apply(float[] mask, int maskAt, float[] x, int xAt, float[] y, int yAt, int count) {
        int j = 0;
        for (; j + L <= count; j += L) {
            FloatVector factor = FloatVector.fromArray(S, mask, maskAt + j);
            factor.mul(FloatVector.fromArray(S, x, xAt + j))
                    .blend(0f, factor.compare(VectorOperators.EQ, 0f))
                    .intoArray(y, yAt + j);
        }
        MaskMath.apply(j, mask, maskAt, x, xAt, y, yAt, count);
    }

    static void addMasked(float[] mask, int maskAt, float[] x, int xAt, float[] y, int yAt, int count) {
        int j = 0;
        for (; j + L <= count; j += L) {
            FloatVector factor = FloatVector.fromArray(S, mask, maskAt + j);
            FloatVector before = FloatVector.fromArray(S, y, yAt + j);
            FloatVector.fromArray(S, x, xAt + j)
                    .fma(factor, before)
                    .blend(before, factor.compare(VectorOperators.EQ, 0f))
                    .intoArray(y, yAt + j);
        }
        MaskMath.addMasked(j, mask, maskAt, x, xAt, y, yAt, count);
    }

    static void choose(
            float[] mask,
            int maskAt,
            float[] chosen,
            int chosenAt,
            float[] other,
            int otherAt,
            float[] y,
            int yAt,
            int count) {
        int j = 0;
        for (; j + L <= count; j += L) {
            VectorMask<Float> isOther =
                    FloatVector.fromArray(S, mask, maskAt + j).compare(VectorOperators.EQ, 0f);
            FloatVector.fromArray(S, chosen, chosenAt + j)
                    .blend(FloatVector.fromArray(S, other, otherAt + j), isOther)
                    .intoArray(y, yAt + j);
        }
        MaskMath.choose(j, mask, maskAt, chosen, chosenAt, other, otherAt, y, yAt, count);
    }

    static void chooseBackward(
            float[] mask,
            int maskAt,
            float[] dy,
            int dyAt,
            float[] dChosen,
            int dChosenAt,
            float[] dOther,
            int dOtherAt,
            int count) {
        FloatVector zero = FloatVector.zero(S);
        int j = 0;
        for (; j + L <= count; j += L) {
            VectorMask<Float> isOther =
                    FloatVector.fromArray(S, mask, maskAt + j).compare(VectorOperators.EQ, 0f);
            FloatVector gradient = FloatVector.fromArray(S, dy, dyAt + j);
            FloatVector before = FloatVector.fromArray(S, dChosen, dChosenAt + j);
            zero.blend(gradient, isOther).intoArray(dOther, dOtherAt + j);
            before.add(gradient).blend(before, isOther).intoArray(dChosen, dChosenAt + j);
        }
        MaskMath.chooseBackward(j, mask, maskAt, dy, dyAt, dChosen, dChosenAt, dOther, dOtherAt, count);
    }
}
