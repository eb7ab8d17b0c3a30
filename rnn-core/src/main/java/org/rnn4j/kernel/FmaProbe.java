package org.rnn4j.kernel;

/**
 * Measures whether this machine has a fused multiply-add. Without one {@link Math#fma} gives the same bits through
 * decimal arithmetic, a hundred times slower and more.
 */
final class FmaProbe {
    /** In hardware an operation takes a few tens of nanoseconds in the interpreter, in software over a thousand. */
    private static final long SLOW_NANOS = 500;

    private static final int OPERATIONS = 100;
    private static final int ROUNDS = 5;

    private FmaProbe() {}

    /** Whether the fastest of some short rounds was too slow for hardware. */
    static boolean isSlow() {
        long fastest = Long.MAX_VALUE;
        float sum = 0f;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < OPERATIONS; i++) {
                sum = Math.fma(sum, 0.9f, 0.123f); // each waits for the one before
            }
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        return isSlow(fastest / OPERATIONS) && sum > 0f;
    }

    static boolean isSlow(long nanosPerOperation) {
        return nanosPerOperation > SLOW_NANOS;
    }
}
