package org.rnn4j.autograd;

/** A value on a tape became NaN or infinite; {@link #anomaly()} says which and where. */
public final class AnomalyException extends ArithmeticException {
    private final transient Anomaly anomaly;

    /** An error that tells of this anomaly. */
    public AnomalyException(Anomaly anomaly) {
        super("Tape: " + anomaly);
        this.anomaly = anomaly;
    }

    /** What is not finite, and where. */
    public Anomaly anomaly() {
        return anomaly;
    }
}
