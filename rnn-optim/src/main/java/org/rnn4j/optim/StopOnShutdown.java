package org.rnn4j.optim;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Ctrl-C, and every other orderly end of the process, stop training with a checkpoint: asks a signal to stop when
 * the process is told to end, and holds the end up until this is closed.
 *
 * <pre>{@code
 * StopSignal signal = new StopSignal();
 * try (StopOnShutdown guard = StopOnShutdown.of(signal, Duration.ofSeconds(30))) {
 *     TrainingResult result = trainer.stopOn(signal).build().resume();
 * }
 * }</pre>
 *
 * <p>What must still be done after training, such as saving the model, belongs inside the block. Close it on the thread
 * that trains.
 */
public final class StopOnShutdown implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StopOnShutdown.class);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;

    private StopOnShutdown(StopSignal signal, Duration longest) {
        hook = new Thread(() -> stop(signal, longest), "rnn4j-stop-on-shutdown");
    }

    /**
     * Watches for the end of the process from now until {@link #close}.
     *
     * @param signal what to ask to stop
     * @param longest how long the end of the process is held up at most; positive
     * @throws IllegalStateException if the process is ending already
     */
    public static StopOnShutdown of(StopSignal signal, Duration longest) {
        Require.that(
                !longest.isNegative() && !longest.isZero(), "StopOnShutdown", "the longest wait", "positive", longest);
        StopOnShutdown guard = new StopOnShutdown(signal, longest);
        Runtime.getRuntime().addShutdownHook(guard.hook);
        return guard;
    }

    private void stop(StopSignal signal, Duration longest) {
        signal.request();
        try {
            if (!closed.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Training did not stop within {}; the process ends without its last checkpoint", longest);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the process end. */
    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            LOG.debug("The process is ending, so its hook stays", ending);
        }
    }
}
