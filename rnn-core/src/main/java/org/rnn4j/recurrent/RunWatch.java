package org.rnn4j.recurrent;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Anomaly;
import org.rnn4j.autograd.AnomalyWatch;
import org.rnn4j.autograd.Var;
import org.rnn4j.kernel.Kernels;

/**
 * Finds the first value of a run, or of its gradients, that is not finite, on a tape that reports anomalies. Used by all
 * threads of the run; the first value does not depend on how they share the rows.
 */
final class RunWatch {
    private static final Comparator<Found> EARLIER = Comparator.comparingInt(Found::turn)
            .thenComparingInt(Found::stage)
            .thenComparingInt(found -> found.slot().index())
            .thenComparingInt(Found::sequence)
            .thenComparingInt(Found::column);

    /** A value: in which turn of the loop over time, after which stage, and where. */
    private record Found(
            int turn, int stage, Slot slot, boolean previous, int step, int sequence, int column, float value) {}

    private final Cell cell;
    private final RowPlan plan;
    private final Kernels kernels;
    private final String suffix;
    private @Nullable Found first;

    RunWatch(Cell cell, RowPlan plan, Kernels kernels, String suffix) {
        this.cell = cell;
        this.plan = plan;
        this.kernels = kernels;
        this.suffix = suffix;
    }

    /** After the product with the input, before the stages. */
    void afterInput(float[][] values, Step step, int s, int firstRow) {
        look(values, step, s, -1, firstRow, cell.inputSlot(), false);
    }

    /** After stage {@code stage} of the step that is processed s-th. */
    void afterStage(float[][] values, Step step, int s, int stage, int firstRow) {
        if (cell.stages().get(stage) instanceof Cell.Product product) {
            look(values, step, s, stage, firstRow, product.to(), false);
        } else {
            cell.slots().forEach(slot -> look(values, step, s, stage, firstRow, slot, false));
        }
    }

    /** After the backward of stage {@code stage} of the step that is processed s-th. */
    void afterBackward(float[][] gradients, Step step, int s, int stage, int firstRow) {
        int turn = plan.steps - 1 - s;
        int order = cell.stages().size() - 1 - stage;
        if (cell.stages().get(stage) instanceof Cell.Product product) {
            look(gradients, step, turn, order, firstRow, product.from(), true);
        } else {
            cell.slots().forEach(slot -> look(gradients, step, turn, order, firstRow, slot, true));
        }
    }

    private void look(float[][] arrays, Step step, int turn, int stage, int firstRow, Slot slot, boolean backward) {
        boolean previous = backward && slot instanceof StateSlot;
        int row = previous ? step.sourceRow(slot) : step.row(slot);
        int width = slot.width();
        float[] array = arrays[slot.index()];
        if (kernels.areFinite(array, row * width, step.rows() * width)) {
            return;
        }
        int t = plan.stepAt(backward ? plan.steps - 1 - turn : turn);
        for (int r = 0; r < step.rows(); r++) {
            for (int j = 0; j < width; j++) {
                float value = array[(row + r) * width + j];
                if (!Float.isFinite(value)) {
                    keepEarlier(new Found(turn, stage, slot, previous, t, plan.order[firstRow + r], j, value));
                    break;
                }
            }
        }
    }

    private synchronized void keepEarlier(Found found) {
        Found known = first;
        if (known == null || EARLIER.compare(found, known) < 0) {
            first = found;
        }
    }

    /** Throws if a value was found. */
    void report(AnomalyWatch anomalies, Anomaly.Phase phase, Var[] outputs) {
        Found found = first;
        if (found != null) {
            first = null; // another backward pass begins anew
            Cell.Gate gate = cell.gateAt(found.slot(), found.column());
            String slot = (found.previous() ? "previous " : "") + found.slot().name() + suffix;
            anomalies.report(
                    phase,
                    outputs,
                    gate == null || gate.name().equals(gate.slot().name())
                            ? slot
                            : "gate " + gate.name() + " of " + slot,
                    found.step(),
                    found.sequence(),
                    found.column() - (gate == null ? 0 : gate.column()),
                    found.value());
        }
    }
}
