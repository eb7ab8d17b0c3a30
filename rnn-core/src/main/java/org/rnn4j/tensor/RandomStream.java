package org.rnn4j.tensor;

/**
 * Random numbers in order, made from a {@link RandomKey} and a counter.
 *
 * <p>The whole state is the key and {@link #position()}, so a stream can be stored and continued with
 * {@link #position(long)}. Not thread-safe: give each thread a stream of its own child key.
 */
public final class RandomStream {
    private final RandomKey key;
    private long position;

    RandomStream(RandomKey key, long position) {
        this.key = key;
        this.position = position;
    }

    /** The key of this stream. */
    public RandomKey key() {
        return key;
    }

    /** How many 64-bit numbers have been drawn. */
    public long position() {
        return position;
    }

    /** Goes to a position taken from {@link #position()}. */
    public void position(long newPosition) {
        if (newPosition < 0) {
            throw new IllegalArgumentException("RandomStream: the position must be at least 0, but got " + newPosition);
        }
        position = newPosition;
    }

    /** 64 random bits. */
    public long nextLong() {
        return key.bits(position++);
    }

    /** A number in [0, bound), every one equally likely; {@code bound} is at least 1. */
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("RandomStream: the bound must be at least 1, but got " + bound);
        }
        long limit = (1L << 32) / bound * bound; // numbers from here on would favour the small ones
        long bits;
        do {
            bits = nextLong() >>> 32;
        } while (bits >= limit);
        return (int) (bits % bound);
    }

    /** A number in [0, 1), a multiple of 2^-53. */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /** A number in [0, 1), a multiple of 2^-24. */
    public float nextFloat() {
        return (nextLong() >>> 40) * 0x1p-24f;
    }

    /** A number from the standard normal distribution, by the transform of Box and Muller (1958); two draws. */
    public double nextGaussian() {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * nextDouble());
    }

    /** Puts the numbers in a random order (Fisher and Yates). */
    public void shuffle(int[] numbers) {
        for (int i = numbers.length - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int swapped = numbers[i];
            numbers[i] = numbers[j];
            numbers[j] = swapped;
        }
    }

    /** The numbers 0 to count - 1 in a random order. */
    public int[] permutation(int count) {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = i;
        }
        shuffle(numbers);
        return numbers;
    }
}
