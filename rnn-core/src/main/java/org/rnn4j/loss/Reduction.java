package org.rnn4j.loss;

/** How the losses of single items become the value of a loss. Items that are masked, ignored or padding never count. */
public enum Reduction {
    /** The mean over the items that count, shape {@code []}; an error if there are none. */
    MEAN,
    /** The sum over the items that count, shape {@code []}. */
    SUM,
    /** The loss of each item; +0 for items that do not count. */
    NONE
}
