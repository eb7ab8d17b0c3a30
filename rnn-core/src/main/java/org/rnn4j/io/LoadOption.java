package org.rnn4j.io;

/** What {@link ParameterFiles#load} may do beyond an exact copy. */
public enum LoadOption {
    /** Load what fits by name and shape, and report the rest instead of throwing. */
    PARTIAL,
    /** Round tensors of type F64 to the nearest float; without this they are a mismatch. */
    ROUND_DOUBLES
}
