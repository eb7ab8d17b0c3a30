package org.rnn4j.layer;

import org.rnn4j.autograd.Parameterized;
import org.rnn4j.autograd.Tape;
import org.rnn4j.autograd.Var;

/**
 * An ordinary class that owns layers and says how they connect. Forward changes nothing in it, so one model serves any
 * number of tapes and threads.
 *
 * @param <X> the type of the input of one batch
 */
public interface Model<X> extends Parameterized {
    /** The output for one batch. */
    Var forward(Tape tape, X input);
}
