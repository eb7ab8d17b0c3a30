package org.rnn4j.kernel;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What computation runs on: the kernels, the threads and the lent memory. Made once, passed along, closed at the end;
 * closing ends the threads. Thread-safe: any number of threads may compute on one context.
 *
 * <p>Results do not depend on the number of threads or on the kernels, bit for bit.
 */
public final class Context implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Context.class);
    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    private final Kernels kernels;
    private final Workers workers;
    private final Workspace workspace = new Workspace();
    private final ScratchPool scratches = new ScratchPool();
    private final AtomicBoolean closed = new AtomicBoolean();

    private Context(Kernels kernels, int threads) {
        this.kernels = kernels;
        workers = new Workers(threads);
    }

    /** One part of a job that is divided among threads; see {@link #parallel}. */
    @FunctionalInterface
    public interface Part {
        /** Computes part number {@code index}; {@code scratch} is this thread's own. */
        void run(int index, Scratch scratch);
    }

    /** The best kernels present and one thread for each processor. */
    public static Context create() {
        return create(KernelChoice.AUTO, Runtime.getRuntime().availableProcessors());
    }

    /**
     * The chosen kernels and number of threads, the calling thread included: with 1, none is started.
     *
     * @throws IllegalArgumentException if {@code threads} is below 1
     * @throws UnsupportedOperationException if SIMD is demanded and the module is absent
     */
    public static Context create(KernelChoice choice, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("Context: expected at least 1 thread, but got " + threads);
        }
        Kernels kernels = kernels(choice);
        LOG.info(
                "RNN4J computes with {} kernels, {} thread{}", kernels.description(), threads, threads == 1 ? "" : "s");
        if (FmaProbe.isSlow()) {
            LOG.warn(
                    "This machine has no fused multiply-add in hardware: results are the same, but everything is slow");
        }
        return new Context(kernels, threads);
    }

    private static Kernels kernels(KernelChoice choice) {
        boolean present = ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent();
        if (choice == KernelChoice.PORTABLE || (choice == KernelChoice.AUTO && !present)) {
            if (!present) {
                LOG.info("SIMD kernels are several times faster; start Java with --add-modules {}", VECTOR_MODULE);
            }
            return PortableKernels.INSTANCE;
        }
        if (!present) {
            throw new UnsupportedOperationException("Context: SIMD kernels need the module " + VECTOR_MODULE
                    + "; start Java with --add-modules " + VECTOR_MODULE);
        }
        return SimdKernels.INSTANCE;
    }

    /** The kernels. */
    public Kernels kernels() {
        return kernels;
    }

    /** The number of threads that work on one job, the calling one included. */
    public int threads() {
        return workers.threads();
    }

    /** The lent memory. */
    public Workspace workspace() {
        return workspace;
    }

    /**
     * Runs parts 0 to {@code parts - 1} of a job on the context's threads and returns when all are done; an exception
     * in a part is thrown here. Parts must not depend on each other.
     */
    public void parallel(int parts, Part part) {
        requireOpen();
        workers.run(parts, part, scratches);
    }

    /** One of several parts of a job that run at the same time; see {@link #together}. */
    @FunctionalInterface
    public interface Member {
        /** Computes part {@code index} of {@code parts}; {@code scratch} is this thread's own. */
        void run(int index, int parts, Barrier barrier, Scratch scratch);
    }

    /**
     * Runs a job on several threads at the same time, so that its parts may wait for each other, and returns when all
     * are done; an exception in a part is thrown here. A job that finds the threads busy has one part.
     *
     * @param most the largest number of parts; there are never more than {@link #threads}
     */
    public void together(int most, Member member) {
        requireOpen();
        workers.runTogether(Math.min(most, threads()), member, scratches);
    }

    /** Lends a scratch buffer to work that stays on one thread, such as a stream. */
    public Scratch borrowScratch() {
        requireOpen();
        return scratches.take();
    }

    /** Takes back a lent scratch buffer. */
    public void giveBack(Scratch scratch) {
        scratches.giveBack(scratch);
    }

    /** Throws unless the context is open. */
    public void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("Context: is closed; keep it open as long as anything computes on it");
        }
    }

    /** Ends the threads; computing on this context afterwards is an error. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            workers.close();
        }
    }
}
