package org.rnn4j.optim;

/**
 * What an optimizer does when a gradient is NaN or infinite, and a {@link Trainer} with it when a loss is. In every case
 * no value and no state is changed. Gradients that are not finite now and then come from single bad batches; if they
 * keep coming, training has diverged, and only a lower rate or clipping helps.
 */
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
