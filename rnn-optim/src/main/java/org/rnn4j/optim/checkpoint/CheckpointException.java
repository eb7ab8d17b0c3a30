package org.rnn4j.optim.checkpoint;

/**
 * Says why training cannot be resumed: the checkpoint belongs to something else, a newer version wrote it, or none can
 * be read. The message names the file, what was expected, what was found and what to do.
 */
public final class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An error with this message. */
    public CheckpointException(String message) {
        super(message);
    }

    /** An error with this message that another one caused. */
    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
