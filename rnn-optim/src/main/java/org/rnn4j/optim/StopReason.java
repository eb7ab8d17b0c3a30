package org.rnn4j.optim;

/** Why a training run ended. */
public enum StopReason {
    /** All epochs are done. */
    LAST_EPOCH,
    /** Early stopping saw no progress. */
    EARLY_STOPPING,
    /** The time limit was reached. */
    TIME_LIMIT,
    /** A {@link StopSignal} was given. */
    REQUEST,
    /** A loss or a gradient was not finite, and the optimizer stopped by {@link NonFinitePolicy#STOP}; no checkpoint was written then. */
    NON_FINITE
}
