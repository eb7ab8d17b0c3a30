package org.rnn4j.layer;

import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Var;

/** A layer with one input and one output that treats every row of features alike. Nothing in it changes in forward. */
public interface Layer extends Parameterized {
    /** The output for a value whose last axis holds the features. */
    Var forward(Var input);

    /** The output for every valid step of a sequence; padding stays +0. */
    Sequence forward(Sequence input);
}
