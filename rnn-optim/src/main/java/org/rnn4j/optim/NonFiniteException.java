package org.rnn4j.optim;

/** A loss, a gradient or a monitored figure is NaN or infinite; the message says which and where. */
public final class NonFiniteException extends ArithmeticException {
    /** An error with this message. */
    public NonFiniteException(String message) {
        super(message);
    }

    /** An error with this message that adds to what {@code cause} says. */
    public NonFiniteException(String message, Throwable cause) {
        super(message);
        initCause(cause);
    }
}
