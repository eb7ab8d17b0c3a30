package org.rnn4j.optim;

/** What an optimizer does when a gradient is NaN or infinite. In every case no value and no state is changed. */
public enum NonFinitePolicy {
    /** Throws a {@link NonFiniteException} that names the parameter; the step does not count. The default. */
    REFUSE,

    /**
     * Leaves the step out: {@link Optimizer#steps} and the schedule go on, no parameter counts an update, and {@link
     * Optimizer#skipped} and the figure {@link Optimizer#SKIPPED_STEPS} count it.
     */
    SKIP,

    /**
     * Leaves the step out and stops: {@link Optimizer#isStopped} is true from then on, the step does not count, and
     * further steps are refused.
     */
    STOP
}
