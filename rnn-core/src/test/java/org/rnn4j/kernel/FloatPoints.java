package org.rnn4j.kernel;

import java.util.function.Consumer;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

/** Floats to try a function on: one seeded point of every stretch of bit patterns, or all 2^32. */
final class FloatPoints {
    private static final int BLOCK = 1 << 14;
    private static final float[] SPECIALS = {
        0f,
        -0f,
        1f,
        -1f,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        -Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN,
        88.72283f,
        88.72284f,
        89f,
        -87.33654f,
        -103.97208f,
        -103.97207f,
        -104f,
        9.010913f,
        9.02f,
        20f,
        -20f,
        8.66434f,
        -8.66434f,
        8.664339f,
        -88f,
        -95.5f,
        -103f,
        100f,
        1e30f
    };

    private FloatPoints() {}

    /** Calls {@code consumer} with blocks that hold the specials and {@code count} points over all exponents. */
    static void sample(int count, long seed, Consumer<float[]> consumer) {
        consumer.accept(SPECIALS.clone());
        RandomStream random = RandomKey.of(seed).child("float points").stream();
        double stretch = 0x1p32 / count;
        float[] block = new float[BLOCK];
        int filled = 0;
        for (int i = 0; i < count; i++) {
            long bits = (long) ((i + random.nextDouble()) * stretch);
            block[filled++] = Float.intBitsToFloat((int) bits);
            if (filled == BLOCK || i == count - 1) {
                consumer.accept(java.util.Arrays.copyOf(block, filled));
                filled = 0;
            }
        }
    }

    /** Calls {@code consumer} with blocks that hold every float once, in order of their bits. */
    static void all(Consumer<float[]> consumer) {
        float[] block = new float[BLOCK];
        for (long first = 0; first < 1L << 32; first += BLOCK) {
            for (int i = 0; i < BLOCK; i++) {
                block[i] = Float.intBitsToFloat((int) (first + i));
            }
            consumer.accept(block);
        }
    }
}
