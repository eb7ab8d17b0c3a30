package org.rnn4j.kernel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A fixed set of daemon threads that run the parts of one job together with the calling thread. Each thread takes the next
 * part that nobody has taken, so that one that wakes late delays no other; what a part computes depends on its number alone.
 */
final class Workers implements AutoCloseable {
    /** How often an idle worker looks for the next job before it sleeps: some hundred microseconds. */
    private static final int SPINS = 20_000;

    private final Worker[] workers;
    private final ReentrantLock busy = new ReentrantLock();

    private volatile int generation;
    private volatile boolean closed;
    private volatile @Nullable Job job;

    Workers(int threads) {
        workers = new Worker[threads - 1];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker(i + 1);
            workers[i].start();
        }
    }

    int threads() {
        return workers.length + 1;
    }

    /** Runs all parts and returns when they are done; while another job is under way, on the calling thread alone. */
    void run(int parts, Context.Part part, ScratchPool scratches) {
        if (parts > 1 && takeWorkers()) {
            try {
                share(new Job(parts, part, scratches));
            } finally {
                busy.unlock();
            }
        } else {
            runAlone(parts, part, scratches);
        }
    }

    /** Runs the parts at the same time, one on each thread; or, while another job is under way, one part alone. */
    void runTogether(int parts, Context.Member member, ScratchPool scratches) {
        if (parts > 1 && takeWorkers()) {
            try {
                Barrier barrier = new Barrier(parts);
                share(new Job(parts, (i, scratch) -> runMember(member, i, parts, barrier, scratch), scratches));
            } finally {
                busy.unlock();
            }
        } else {
            Barrier barrier = new Barrier(1);
            runAlone(1, (i, scratch) -> member.run(i, 1, barrier, scratch), scratches);
        }
    }

    /** A part that waits for one that failed ends without an exception of its own. */
    private static void runMember(Context.Member member, int index, int parts, Barrier barrier, Scratch scratch) {
        try {
            member.run(index, parts, barrier, scratch);
        } catch (Barrier.BrokenException otherFailed) {
            // that part's exception is the one to throw
        } catch (Throwable thrown) {
            barrier.breakUp();
            throw thrown;
        }
    }

    /** Whether there are workers and none of them is in use; then they are the caller's until it unlocks. */
    private boolean takeWorkers() {
        if (workers.length == 0 || busy.isHeldByCurrentThread() || !busy.tryLock()) {
            return false;
        }
        if (closed) {
            busy.unlock();
            return false;
        }
        return true;
    }

    private static void runAlone(int parts, Context.Part part, ScratchPool scratches) {
        Scratch scratch = scratches.take();
        try {
            for (int i = 0; i < parts; i++) {
                part.run(i, scratch);
            }
        } finally {
            scratches.giveBack(scratch);
        }
    }

    private void share(Job newJob) {
        job = newJob;
        generation++; // only the caller that holds the workers writes it
        for (Worker worker : workers) {
            LockSupport.unpark(worker);
        }
        newJob.begin();
        newJob.awaitDone();
        job = null;
        newJob.throwFailure();
    }

    /** Waits for a job under way on another thread; one that closes from within itself is still finished. */
    @Override
    public void close() {
        if (Thread.currentThread() instanceof Worker worker && worker.isOf(this)) {
            throw new IllegalStateException(
                    "Context.close: called from within a part of a job, on a thread that closing"
                            + " would wait for; close the context where it was made");
        }
        busy.lock();
        try {
            closed = true;
        } finally {
            busy.unlock();
        }
        for (Worker worker : workers) {
            LockSupport.unpark(worker);
        }
    }

    private static final class Job {
        private final int parts;
        private final Context.Part part;
        private final ScratchPool scratches;
        private final AtomicInteger taken = new AtomicInteger(1);
        private final AtomicInteger done = new AtomicInteger();
        private volatile @Nullable Throwable failure;
        private int failedPart;

        Job(int parts, Context.Part part, ScratchPool scratches) {
            this.parts = parts;
            this.part = part;
            this.scratches = scratches;
        }

        /** The share of the calling thread: the first part, which is always its own, and what it takes then. */
        void begin() {
            work(0);
        }

        /** The share of a worker, none if it is late. */
        void help() {
            work(taken.getAndIncrement());
        }

        /** Runs this part and others until all are taken. */
        private void work(int first) {
            Scratch scratch = null;
            for (int i = first; i < parts; i = taken.getAndIncrement()) {
                try {
                    scratch = scratch == null ? scratches.take() : scratch;
                    part.run(i, scratch);
                } catch (Throwable thrown) {
                    fail(i, thrown);
                } finally {
                    done.incrementAndGet();
                }
            }
            if (scratch != null) {
                scratches.giveBack(scratch);
            }
        }

        /** Returns when every part has been run. */
        void awaitDone() {
            int spins = 0;
            while (done.get() < parts) {
                if (++spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    Thread.yield();
                }
            }
        }

        /** Of several failures that of the first part is thrown, whoever came first; the others are attached to it. */
        private synchronized void fail(int index, Throwable thrown) {
            Throwable known = failure;
            if (thrown == known) { // the JVM throws the same object again where traces are left out
                failedPart = Math.min(failedPart, index);
            } else if (known == null) {
                failure = thrown;
                failedPart = index;
            } else if (index < failedPart) {
                thrown.addSuppressed(known);
                failure = thrown;
                failedPart = index;
            } else {
                known.addSuppressed(thrown);
            }
        }

        void throwFailure() {
            Throwable thrown = failure;
            if (thrown instanceof RuntimeException exception) {
                throw exception;
            } else if (thrown instanceof Error error) {
                throw error;
            } else if (thrown != null) {
                throw new IllegalStateException("Context: a part failed", thrown);
            }
        }
    }

    private final class Worker extends Thread {
        Worker(int number) {
            super("rnn4j-" + number);
            setDaemon(true);
        }

        @Override
        public void run() {
            int seen = 0;
            while (true) {
                int spins = 0;
                while (generation == seen) {
                    if (closed && generation == seen) { // closed is set while no job can begin
                        return;
                    }
                    if (++spins < SPINS) {
                        Thread.onSpinWait();
                    } else {
                        LockSupport.park(Workers.this);
                    }
                }
                seen = generation;
                Job current = job; // null or a later one if this worker is late
                if (current != null) {
                    current.help();
                }
            }
        }

        boolean isOf(Workers pool) {
            return Workers.this == pool;
        }
    }
}
