package org.rnn4j.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Reads something hostile and measures what its refusal costs: the best of a few tries, the first of which warm up. */
final class Refusal {
    /** What a refusal may allocate beyond the bytes it is given. */
    static final long MAX_ALLOCATED_BYTES = 16_000_000;

    /** Milliseconds of this thread's own processor time, so that a busy machine changes nothing. */
    private static final long MAX_MILLISECONDS = 100;

    private static final int TRIES = 10;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Refusal() {}

    /** Asserts that the reading is refused with the typed exception, quickly and with little memory. */
    static FileFormatException of(String what, ThrowingCallable reading) {
        Throwable thrown = null;
        long fastest = Long.MAX_VALUE;
        long smallest = Long.MAX_VALUE;
        for (int i = 0; i < TRIES && (i < 2 || fastest > MAX_MILLISECONDS * 1_000_000); i++) {
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long start = THREADS.getCurrentThreadCpuTime();
            thrown = catchThrowable(reading);
            fastest = Math.min(fastest, THREADS.getCurrentThreadCpuTime() - start);
            smallest = Math.min(smallest, THREADS.getCurrentThreadAllocatedBytes() - allocated);
        }
        assertThat(thrown).as(what).isExactlyInstanceOf(FileFormatException.class);
        assertThat(thrown.getMessage().length()).as("length of %s", thrown).isLessThan(1_000);
        assertThat(smallest).as("bytes allocated to refuse " + what).isLessThan(MAX_ALLOCATED_BYTES);
        assertThat(fastest / 1_000_000).as("milliseconds to refuse " + what).isLessThan(MAX_MILLISECONDS);
        return (FileFormatException) thrown;
    }
}
