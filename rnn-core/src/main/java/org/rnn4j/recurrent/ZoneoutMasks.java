package org.rnn4j.recurrent;

import org.rnn4j.autograd.Tape;
import org.rnn4j.kernel.Kernels;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

/** The masks of {@link Zoneout} in one run of a cell on a training tape, and what they do. Rows are those of slots. */
final class ZoneoutMasks {
    private final Zoneout zoneout;
    private final Cell cell;
    private final RowPlan plan;
    private final Kernels kernels;
    /** By slot: the key of a state; null where nothing is zoned out. */
    private final RandomKey[] keys;
    /** By slot: 1 where a value keeps what it was, [plan.total, width]. */
    private final float[][] kept;

    ZoneoutMasks(Zoneout zoneout, Tape tape, Cell cell, RowPlan plan) {
        this.zoneout = zoneout;
        this.cell = cell;
        this.plan = plan;
        kernels = tape.context().kernels();
        RandomKey key = tape.nextKey();
        keys = new RandomKey[cell.slots().size()];
        kept = new float[keys.length][];
        for (StateSlot state : cell.states()) {
            if (zoneout.rate(state.name()) > 0) {
                keys[state.index()] = key.child(state.name());
                kept[state.index()] = tape.borrow(Tensor.elementCount(plan.total, state.width()));
            }
        }
    }

    private int at(StateSlot state, int t, int firstRow) {
        return (plan.slotRow(t) + firstRow) * state.width();
    }

    /**
     * Makes the states after step t from those before it and those that the stages made.
     *
     * @param step whose state rows hold what the stages made
     * @param firstRow the ordered row that the step begins with
     */
    void forward(Step step, int t, int firstRow) {
        for (StateSlot state : cell.states()) {
            float[] masks = kept[state.index()];
            if (masks != null) {
                float[] values = step.values(state);
                fill(state, masks, step.rows(), t, firstRow);
                step.kernels()
                        .choose(
                                masks,
                                at(state, t, firstRow),
                                values,
                                step.previousAt(state),
                                values,
                                step.at(state),
                                values,
                                step.afterAt(state),
                                step.rows() * state.width());
            }
        }
    }

    private void fill(StateSlot state, float[] masks, int rows, int t, int firstRow) {
        int width = state.width();
        int at = at(state, t, firstRow);
        RandomKey key = keys[state.index()];
        double rate = zoneout.rate(state.name());
        for (int r = 0; r < rows; r++) {
            Zoneout.fill(kernels, key, rate, plan.order[firstRow + r], t, masks, at + r * width, width);
        }
    }

    /** Divides the gradients of the states after step t among those before it and those that the stages made. */
    void backward(Step step, int t, int firstRow) {
        for (StateSlot state : cell.states()) {
            float[] masks = kept[state.index()];
            if (masks != null) {
                float[] gradients = step.gradients(state);
                step.kernels()
                        .chooseBackward(
                                masks,
                                at(state, t, firstRow),
                                gradients,
                                step.afterAt(state),
                                gradients,
                                step.previousAt(state),
                                gradients,
                                step.at(state),
                                step.rows() * state.width());
            }
        }
    }
}
