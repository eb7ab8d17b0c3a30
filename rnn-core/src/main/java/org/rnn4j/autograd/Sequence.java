package org.rnn4j.autograd;

import org.rnn4j.tensor.Lengths;

/**
 * A batch of sequences on a tape: values {@code [time, batch, feature]} with lengths. Padding holds +0 and takes no
 * part in any sum.
 */
public final class Sequence {
    private final Var values;
    private final Lengths lengths;
    private final boolean bidirectional;

    /** A sequence of values {@code [time, batch, feature]}; the lengths must fit. */
    public Sequence(Var values, Lengths lengths) {
        this(values, lengths, false);
    }

    private Sequence(Var values, Lengths lengths, boolean bidirectional) {
        if (values.rank() != 3) {
            throw new IllegalArgumentException("Sequence: expected values [time, batch, feature], but got " + values);
        }
        lengths.requireFit("Sequence", values.size(0), values.size(1));
        this.values = values;
        this.lengths = lengths;
        this.bidirectional = bidirectional;
    }

    /** The same sequence, marked as the output of a bidirectional layer, which has no meaningful last step. */
    public Sequence markBidirectional() {
        return new Sequence(values, lengths, true);
    }

    /** Other values for the same steps: {@code [time, batch, any]}, with +0 in the padding. */
    public Sequence withValues(Var newValues) {
        return new Sequence(newValues, lengths, bidirectional);
    }

    /** The values {@code [time, batch, feature]}. */
    public Var values() {
        return values;
    }

    /** The valid steps of each sequence. */
    public Lengths lengths() {
        return lengths;
    }

    /** The tape that this sequence lives on. */
    public Tape tape() {
        return values.tape();
    }

    /** The number of time steps, padding included. */
    public int time() {
        return values.size(0);
    }

    /** The number of sequences. */
    public int batch() {
        return values.size(1);
    }

    /** The number of features of a step. */
    public int features() {
        return values.size(2);
    }

    /** Whether these are outputs of a bidirectional layer. */
    public boolean isBidirectional() {
        return bidirectional;
    }
}
