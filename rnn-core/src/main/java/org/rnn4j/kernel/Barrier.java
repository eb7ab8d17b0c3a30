package org.rnn4j.kernel;

import java.util.concurrent.atomic.AtomicInteger;

/** Where the threads of one job wait for each other; see {@link Context#together}. */
public final class Barrier {
    /** How often a waiting thread looks before it lets others run: some 20 microseconds. */
    private static final int SPINS = 2_000;

    /** Ends the part of a thread that waits for one that failed. */
    static final class BrokenException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private BrokenException() {
            super("Barrier: another part of the job failed", null, false, false);
        }
    }

    private final int threads;
    private final AtomicInteger arrived = new AtomicInteger();
    private volatile int generation;
    private volatile boolean broken;

    Barrier(int threads) {
        this.threads = threads;
    }

    /** Returns when all threads of the job have called it; what they wrote before can then be read. */
    public void await() {
        if (threads == 1) {
            return;
        }
        int seen = generation;
        if (arrived.incrementAndGet() == threads) {
            arrived.set(0);
            generation = seen + 1;
        } else {
            awaitNext(seen);
        }
        if (broken) {
            throw new BrokenException();
        }
    }

    private void awaitNext(int seen) {
        int spins = 0;
        while (generation == seen && !broken) {
            if (++spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    /** Lets all who wait, now or later, fail. */
    void breakUp() {
        broken = true;
    }
}
