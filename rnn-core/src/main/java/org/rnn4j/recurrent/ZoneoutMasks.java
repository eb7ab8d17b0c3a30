package org.rnn4j.recurrent;

import org.rnn4j.autograd.Tape;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.Tensor;

/** The masks of {@link Zoneout} in one run of a cell on a training tape, and what they do. Rows are those of slots. */
final class ZoneoutMasks {
    private final Zoneout zoneout;
    private final Cell cell;
    private final RowPlan plan;
    /** By slot: the key of a state; null where nothing is zoned out. */
    private final RandomKey[] keys;
    /** By slot: 1 where a value keeps what it was, [plan.total, width]. */
    private final float[][] kept;

    ZoneoutMasks(Zoneout zoneout, Tape tape, Cell cell, RowPlan plan) {
        this.zoneout = zoneout;
        this.cell = cell;
        this.plan = plan;
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
     * @param resultRow where the states after the step begin
     */
    void forward(Step step, int t, int firstRow, int resultRow) {
        for (StateSlot state : cell.states()) {
            float[] values = step.values(state);
            int count = step.rows() * state.width();
            int before = step.previousAt(state);
            int made = step.at(state);
            int to = resultRow * state.width();
            float[] masks = kept[state.index()];
            if (masks == null) {
                System.arraycopy(values, made, values, to, count);
                continue;
            }
            fill(state, step.rows(), t, firstRow);
            int at = at(state, t, firstRow);
            for (int i = 0; i < count; i++) {
                values[to + i] = masks[at + i] == 0f ? values[made + i] : values[before + i];
            }
        }
    }

    private void fill(StateSlot state, int rows, int t, int firstRow) {
        int width = state.width();
        int at = at(state, t, firstRow);
        for (int r = 0; r < rows; r++) {
            Zoneout.fill(
                    keys[state.index()],
                    zoneout.rate(state.name()),
                    plan.order[firstRow + r],
                    t,
                    kept[state.index()],
                    at + r * width,
                    width);
        }
    }

    /** Divides the gradients of the states after step t among those before it and those that the stages made. */
    void backward(Step step, int t, int firstRow, int resultRow) {
        for (StateSlot state : cell.states()) {
            float[] gradients = step.gradients(state);
            int count = step.rows() * state.width();
            int before = step.previousAt(state);
            int made = step.at(state);
            int from = resultRow * state.width();
            float[] masks = kept[state.index()];
            if (masks == null) {
                System.arraycopy(gradients, from, gradients, made, count);
                continue;
            }
            int at = at(state, t, firstRow);
            for (int i = 0; i < count; i++) {
                boolean passes = masks[at + i] != 0f;
                float gradient = gradients[from + i];
                gradients[made + i] = passes ? 0f : gradient;
                gradients[before + i] = passes ? gradients[before + i] + gradient : gradients[before + i];
            }
        }
    }
}
