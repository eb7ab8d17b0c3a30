package org.rnn4j.autograd;

/** The backward step of one recorded operation. */
@FunctionalInterface
public interface Backward {
    /**
     * Adds this operation's contribution to the gradients of its inputs, reading the gradients of its outputs. Must not
     * change anything that forward kept: backward may run more than once.
     */
    void run(Gradients gradients);
}
