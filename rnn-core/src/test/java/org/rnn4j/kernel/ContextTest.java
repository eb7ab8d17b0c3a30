package org.rnn4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ContextTest {
    private static Context portable(int threads) {
        return Context.create(KernelChoice.PORTABLE, threads);
    }

    @Test
    void parallel_runsEveryPartOnce() {
        for (int threads = 1; threads <= 4; threads++) {
            try (Context context = portable(threads)) {
                assertThat(context.threads()).isEqualTo(threads);
                for (int parts = 0; parts <= 50; parts++) {
                    AtomicIntegerArray runs = new AtomicIntegerArray(parts + 1);
                    context.parallel(parts, (index, scratch) -> runs.incrementAndGet(index));
                    for (int i = 0; i < parts; i++) {
                        assertThat(runs.get(i)).as("part %d of %d", i, parts).isEqualTo(1);
                    }
                    assertThat(runs.get(parts)).isZero();
                }
            }
        }
    }

    @Test
    void parallel_manyJobsInARow_losesNone() {
        try (Context context = portable(3)) {
            AtomicInteger sum = new AtomicInteger();
            for (int job = 0; job < 20_000; job++) {
                context.parallel(5, (index, scratch) -> sum.addAndGet(index));
            }
            assertThat(sum).hasValue(200_000);
        }
    }

    @Test
    void parallel_workersThatSleep_wakeUp() throws InterruptedException {
        try (Context context = portable(3)) {
            AtomicInteger runs = new AtomicInteger();
            for (int job = 0; job < 20; job++) {
                Thread.sleep(2);
                context.parallel(3, (index, scratch) -> runs.incrementAndGet());
            }
            assertThat(runs).hasValue(60);
        }
    }

    @Test
    void parallel_usesAllThreadsTogether() {
        try (Context context = portable(3)) {
            CountDownLatch all = new CountDownLatch(3);
            context.parallel(3, (index, scratch) -> {
                all.countDown();
                awaitUninterrupted(all);
            });
            assertThat(all.getCount()).isZero();
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void parallel_givesEachThreadItsOwnScratch() {
        try (Context context = portable(3)) {
            Set<Scratch> scratches = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
            CountDownLatch all = new CountDownLatch(3);
            context.parallel(3, (index, scratch) -> {
                scratches.add(scratch);
                all.countDown();
                awaitUninterrupted(all);
            });
            assertThat(scratches).hasSize(3);
        }
    }

    @Test
    void exceptionInAnyPart_isThrownToTheCallerAndTheContextStaysUsable() {
        for (int threads = 1; threads <= 3; threads++) {
            try (Context context = portable(threads)) {
                for (int failing = 0; failing < 6; failing++) {
                    int broken = failing;
                    assertThatThrownBy(() -> context.parallel(6, (index, scratch) -> {
                                if (index == broken) {
                                    throw new IllegalStateException("part " + index);
                                }
                            }))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessage("part " + broken);
                    AtomicInteger runs = new AtomicInteger();
                    context.parallel(6, (index, scratch) -> runs.incrementAndGet());
                    assertThat(runs).hasValue(6);
                }
            }
        }
    }

    @Test
    void sameExceptionInEveryPart_isThrownOnceAndTheContextStaysUsable() {
        IllegalStateException shared = new IllegalStateException("shared");
        try (Context context = portable(3)) {
            for (int round = 0; round < 200; round++) {
                assertThatThrownBy(() -> context.parallel(6, (index, scratch) -> {
                            throw shared;
                        }))
                        .isSameAs(shared);
            }
            assertThat(shared.getSuppressed()).isEmpty();
            AtomicInteger runs = new AtomicInteger();
            context.parallel(6, (index, scratch) -> runs.incrementAndGet());
            assertThat(runs).hasValue(6);
        }
    }

    @Test
    void errorInAPart_isThrownToTheCaller() {
        try (Context context = portable(2)) {
            assertThatThrownBy(() -> context.parallel(2, (index, scratch) -> {
                        throw new StackOverflowError("deep");
                    }))
                    .isInstanceOf(StackOverflowError.class);
        }
    }

    @Test
    void checkedExceptionInAPart_isNotLost() {
        try (Context context = portable(2)) {
            assertThatThrownBy(() -> context.parallel(2, (index, scratch) -> sneakyThrow(new Exception("checked"))))
                    .hasStackTraceContaining("checked");
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneakyThrow(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Test
    void together_partsSeeWhatOthersWroteBeforeTheyMet() {
        for (int threads = 1; threads <= 3; threads++) {
            try (Context context = portable(threads)) {
                int[] written = new int[threads];
                AtomicInteger wrong = new AtomicInteger();
                context.together(8, (index, parts, barrier, scratch) -> {
                    for (int round = 1; round <= 2_000; round++) {
                        written[index] = round;
                        barrier.await();
                        for (int i = 0; i < parts; i++) {
                            wrong.addAndGet(written[i] == round ? 0 : 1);
                        }
                        barrier.await();
                    }
                });
                assertThat(written).containsOnly(2_000);
                assertThat(wrong).hasValue(0);
            }
        }
    }

    @Test
    void together_partsThatWaitForOneThatFails_endAndItsExceptionIsThrown() {
        try (Context context = portable(3)) {
            for (int failing = 0; failing < 3; failing++) {
                int broken = failing;
                assertThatThrownBy(() -> context.together(3, (index, parts, barrier, scratch) -> {
                            barrier.await();
                            if (index == broken) {
                                throw new IllegalStateException("part " + index);
                            }
                            barrier.await();
                        }))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("part " + broken)
                        .hasNoSuppressedExceptions();
            }
        }
    }

    @Test
    void together_whileTheThreadsAreBusy_hasOnePart() {
        try (Context context = portable(3)) {
            AtomicIntegerArray sizes = new AtomicIntegerArray(3);
            context.parallel(
                    3,
                    (outer, scratch) -> context.together(3, (index, parts, barrier, inner) -> {
                        barrier.await();
                        sizes.addAndGet(outer, parts);
                    }));
            assertThat(sizes).hasToString("[1, 1, 1]");
        }
    }

    @Test
    void nestedCall_runsEveryPart() {
        try (Context context = portable(3)) {
            AtomicInteger runs = new AtomicInteger();
            context.parallel(
                    4,
                    (outer, scratch) -> context.parallel(5, (inner, innerScratch) -> {
                        assertThat(innerScratch).isNotSameAs(scratch);
                        runs.incrementAndGet();
                    }));
            assertThat(runs).hasValue(20);
        }
    }

    @Test
    void callsFromSeveralThreads_runEveryPart() throws InterruptedException {
        try (Context context = portable(3)) {
            AtomicInteger runs = new AtomicInteger();
            AtomicReference<Throwable> failure = new AtomicReference<>();
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Thread caller = new Thread(() -> {
                    for (int job = 0; job < 500; job++) {
                        context.parallel(7, (index, scratch) -> runs.incrementAndGet());
                    }
                });
                caller.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
                callers.add(caller);
                caller.start();
            }
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(failure.get()).isNull();
            assertThat(runs).hasValue(4 * 500 * 7);
        }
    }

    private static Set<Thread> startedBy(Runnable action) {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        action.run();
        Set<Thread> started = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("rnn4j-") && !before.contains(thread)) {
                started.add(thread);
            }
        }
        return started;
    }

    @Test
    void oneThread_startsNone() {
        AtomicReference<Context> context = new AtomicReference<>();
        assertThat(startedBy(() -> context.set(portable(1)))).isEmpty();
        Thread[] worker = new Thread[1];
        context.get().parallel(3, (index, scratch) -> worker[0] = Thread.currentThread());
        assertThat(worker[0]).isSameAs(Thread.currentThread());
        context.get().close();
    }

    @Test
    void close_endsTheThreads() throws InterruptedException {
        AtomicReference<Context> context = new AtomicReference<>();
        Set<Thread> started = startedBy(() -> context.set(portable(4)));
        assertThat(started).hasSize(3).allMatch(Thread::isDaemon);
        context.get().parallel(4, (index, scratch) -> {});
        context.get().close();
        for (Thread thread : started) {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void closeFromWithinAPart_neitherHangsNorLosesParts() {
        for (int attempt = 0; attempt < 200; attempt++) {
            Context context = portable(3);
            AtomicInteger runs = new AtomicInteger();
            context.parallel(6, (index, scratch) -> {
                if (index == 0) {
                    context.close();
                }
                runs.incrementAndGet();
            });
            assertThat(runs).hasValue(6);
        }
    }

    @Test
    void closeFromAnotherThread_neitherHangsNorLosesParts() throws InterruptedException {
        for (int attempt = 0; attempt < 200; attempt++) {
            Context context = portable(3);
            AtomicInteger runs = new AtomicInteger();
            Thread closer = new Thread(context::close);
            int jobs = 0;
            closer.start();
            try {
                for (; jobs < 1_000_000; jobs++) {
                    context.parallel(3, (index, scratch) -> runs.incrementAndGet());
                }
            } catch (IllegalStateException closed) {
                assertThat(closed).hasMessageContaining("is closed");
            }
            closer.join();
            assertThat(runs).hasValue(3 * jobs);
        }
    }

    @Test
    void closedContext_refusesWork() {
        Context context = portable(2);
        context.close();
        assertThatCode(context::close).doesNotThrowAnyException();
        assertThatThrownBy(() -> context.parallel(1, (index, scratch) -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Context: is closed");
        assertThatThrownBy(context::requireOpen).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void fewerThanOneThread_isRefused() {
        assertThatThrownBy(() -> Context.create(KernelChoice.AUTO, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Context: expected at least 1 thread, but got 0");
    }

    @Test
    void kernelChoice_isHonoured() {
        try (Context portable = portable(1)) {
            assertThat(portable.kernels().name()).isEqualTo("portable");
        }
        try (Context auto = Context.create(KernelChoice.AUTO, 1)) {
            assertThat(auto.kernels().name()).isEqualTo(KernelsUnderTest.simdPresent() ? "simd" : "portable");
        }
        if (KernelsUnderTest.simdPresent()) {
            try (Context simd = Context.create(KernelChoice.SIMD, 1)) {
                assertThat(simd.kernels().name()).isEqualTo("simd");
                assertThat(simd.kernels().description()).matches("simd \\(\\d+-bit vectors\\)");
            }
        } else {
            assertThatThrownBy(() -> Context.create(KernelChoice.SIMD, 1))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("--add-modules jdk.incubator.vector");
        }
    }
}
