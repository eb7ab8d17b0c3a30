package org.rnn4j.autograd;

/** Something that owns parameters: a layer or a model. */
public interface Parameterized {
    /** The parameters by name, in declared order; always the same objects. */
    Parameters parameters();
}
