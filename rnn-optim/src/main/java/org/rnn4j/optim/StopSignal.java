package org.rnn4j.optim;

/**
 * Asks training to stop: from another thread, from a listener, or on Ctrl-C by {@link StopOnShutdown}. The trainer ends
 * after the running step, with a checkpoint if it writes any. Thread-safe; a request cannot be taken back.
 */
public final class StopSignal {
    private volatile boolean requested;

    /** A signal that has not been given. */
    public StopSignal() {}

    /** Asks to stop. */
    public void request() {
        requested = true;
    }

    /** Whether somebody asked to stop. */
    public boolean isRequested() {
        return requested;
    }
}
