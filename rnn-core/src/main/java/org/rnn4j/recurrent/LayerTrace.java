package org.rnn4j.recurrent;

import org.rnn4j.autograd.Gradients;

/** The part of a {@link RecurrentTrace} that belongs to one layer of cells. */
record LayerTrace(RecurrentTrace trace, int layer) {
    /** Where what the stages make of a state at the step that is processed s-th begins. */
    @FunctionalInterface
    interface MadeRow {
        int of(Slot state, int s);
    }

    /** Takes the gates of one direction. */
    void gates(Cell cell, RowPlan plan, int direction, float[][] values, MadeRow madeRow) {
        for (Cell.Gate gate : cell.gates()) {
            GateTrace taken =
                    new GateTrace(gate.name() + Recurrent.suffix(layer, direction), gate.range(), trace.steps());
            for (int t = 0; t < plan.steps; t++) {
                int row = gate.slot() instanceof StateSlot ? madeRow.of(gate.slot(), plan.stepAt(t)) : plan.slotRow(t);
                for (int r = 0; r < plan.count(t); r++) {
                    int at = (row + r) * gate.slot().width() + gate.column();
                    taken.count(t, values[gate.slot().index()], at, gate.width());
                }
            }
            trace.add(taken);
        }
    }

    /** Takes the norms of the gradients of one direction's states after each step. */
    void gradients(Cell cell, RowPlan plan, int direction, Gradients gradients, float[][] slotGradients) {
        for (StateSlot state : cell.states()) {
            double[] norms = new double[trace.steps()];
            for (int t = 0; t < plan.steps; t++) {
                int at = plan.blockRow(plan.stepAt(t) + 1) * state.width();
                norms[t] = RecurrentTrace.norm(slotGradients[state.index()], at, plan.count(t) * state.width());
            }
            trace.add(gradients, state.name() + Recurrent.suffix(layer, direction), norms);
        }
    }
}
