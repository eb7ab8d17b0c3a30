package org.rnn4j.tensor;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * An immutable 128-bit random key, from which every random choice in the library is made.
 *
 * <p>A key is never used up: the same key gives the same numbers on every machine. Independent choices take independent
 * keys, made with {@link #child(String)} and {@link #child(long)}. Numbers come either in order from {@link #stream()},
 * or by position from {@link #rowSeed} and {@link #uniform}, which is how masks stay independent of batch size and
 * order of evaluation.
 *
 * <p>Mixing uses the 64-bit finalizer of SplitMix64 (Steele, Lea and Flood 2014, variant 13 of Stafford's constants).
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record RandomKey(long high, long low) {
    /** What the seed grows by from one feature of a row to the next. For kernels. */
    public static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** The first factor of the mixing. For kernels. */
    public static final long MIX_1 = 0xBF58476D1CE4E5B9L;

    /** The second factor of the mixing. For kernels. */
    public static final long MIX_2 = 0x94D049BB133111EBL;

    private static final long NAME = 0x6A09E667F3BCC909L;
    private static final long NUMBER = 0xBB67AE8584CAA73BL;

    /** The key of a seed. */
    public static RandomKey of(long seed) {
        return new RandomKey(mix(seed + GOLDEN), mix(seed ^ NAME));
    }

    /** The key written by {@link #toString()}: 32 hexadecimal digits. */
    public static RandomKey parse(String text) {
        if (text.length() != 32) {
            throw new IllegalArgumentException("RandomKey: expected 32 hexadecimal digits, but got \"" + text + "\"");
        }
        return new RandomKey(HexFormat.fromHexDigitsToLong(text, 0, 16), HexFormat.fromHexDigitsToLong(text, 16, 32));
    }

    /** The key with this name below this key. */
    public RandomKey child(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        RandomKey key = derive(NAME, bytes.length);
        for (int start = 0; start < bytes.length; start += 8) {
            long chunk = 0;
            for (int i = start; i < Math.min(start + 8, bytes.length); i++) {
                chunk = chunk << 8 | (bytes[i] & 0xFF);
            }
            key = key.derive(NAME, chunk);
        }
        return key;
    }

    /** The key with this number below this key. */
    public RandomKey child(long number) {
        return derive(NUMBER, number);
    }

    private RandomKey derive(long kind, long number) {
        long newHigh = mix(high + kind + mix(number + low));
        long newLow = mix(low ^ mix(newHigh + GOLDEN * (number + 1)));
        return new RandomKey(newHigh, newLow);
    }

    /** A new stream of numbers from its beginning. */
    public RandomStream stream() {
        return new RandomStream(this, 0);
    }

    /**
     * The seed of one row of a mask, for {@link #uniform}: a function of this key, the row and the step alone.
     *
     * @param row the row, in the caller's order
     * @param step the time step; pass 0 for masks that do not change over time
     */
    public long rowSeed(long row, long step) {
        return mix(high + mix(low + GOLDEN * (row + 1)) + NUMBER * (step + 1));
    }

    /** A number in [0, 1), a multiple of 2^-24: a function of the row's seed and the feature alone. */
    public static float uniform(long rowSeed, int feature) {
        return uniformBits(rowSeed, feature) * 0x1p-24f;
    }

    /** {@link #uniform} times 2^24: a whole number of 24 bits. */
    public static long uniformBits(long rowSeed, int feature) {
        return mix(rowSeed + offset(feature)) >>> 40;
    }

    /** What is added to the seed of a row for a feature, before mixing. For kernels. */
    public static long offset(int feature) {
        return GOLDEN * (feature + 1L);
    }

    /**
     * A number from the standard normal distribution, in 2^32 steps of equal probability: a function of the row's seed
     * and the feature alone.
     */
    public static float gaussian(long rowSeed, int feature) {
        long bits = mix(rowSeed + offset(feature)) >>> 32;
        return (float) NormalQuantile.of((bits + 0.5) * 0x1p-32);
    }

    static long mix(long z) {
        z = (z ^ (z >>> 30)) * MIX_1;
        z = (z ^ (z >>> 27)) * MIX_2;
        return z ^ (z >>> 31);
    }

    long bits(long position) {
        return mix(high ^ mix(low + GOLDEN * (position + 1)));
    }

    /** 32 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
