package org.rnn4j.io;

/** Says that a sound parameter file does not fit the model; {@link #report()} lists all differences. */
public final class ParameterMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient LoadReport report;

    ParameterMismatchException(String file, LoadReport report) {
        super(file + " does not fit the model, and nothing was loaded: " + report
                + ". Build the model with the settings it was saved with, or load with LoadOption.PARTIAL");
        this.report = report;
    }

    /** All differences. */
    public LoadReport report() {
        return report;
    }
}
