package org.rnn4j.examples;

/** Ends an example because the process is ending: after Ctrl-C, when training has stopped with a checkpoint. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException() {
        super("training was stopped; it can be resumed");
    }
}
