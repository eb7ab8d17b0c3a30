package org.rnn4j.recurrent;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.autograd.Sequence;
import org.rnn4j.autograd.Var;

/** One layer of a stack in all its directions. */
interface LayerRunner {
    /** The parameters of one direction by their names in the cell. */
    Parameters parameters(int direction);

    /** The widths of the states by name, in declared order; the first is the output. */
    Map<String, Integer> stateWidths();

    /** The number of outputs of one direction. */
    int outputSize();

    /**
     * Runs over a batch.
     *
     * @param initial by direction and state, [batch, width] or null for zeros
     * @param trace what wants to see gates and gradients, or null
     */
    Result run(Sequence input, @Nullable Var[][] initial, double recurrentDropout, @Nullable LayerTrace trace);

    /** A runner of single steps for {@code batch} streams, in the forward direction. */
    StreamRunner stream(org.rnn4j.kernel.Context context, int batch);

    /**
     * What a run gives.
     *
     * @param outputs [time, batch, directions * outputSize]
     * @param finals by direction, the final states [batch, width]
     */
    record Result(Var outputs, List<Var[]> finals) {}
}
