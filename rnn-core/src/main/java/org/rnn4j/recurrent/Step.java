package org.rnn4j.recurrent;

import org.jspecify.annotations.Nullable;
import org.rnn4j.kernel.Kernels;

/**
 * What the pointwise part of a {@link Cell} sees: consecutive rows of every slot at one time step.
 *
 * <p>Row i of a slot begins at {@code values(slot)[at(slot) + i * slot.width()]}. A state has two places in its array:
 * {@link #at} is what the stages make of it, {@link #previousAt} its value before. Gradients lie at the same places of
 * their own arrays. Nothing outside the rows may be touched. Belongs to one thread.
 */
public final class Step {
    private final Kernels kernels;
    private final float[][] values;
    private final float @Nullable [][] gradients;
    /** By slot: whether what the stages make of a state stands apart from the state after the step. */
    private final boolean[] apart;

    private int rows;
    private int slotRow;
    private int madeRow;
    private int afterRow;
    private int previousRow;

    Step(Kernels kernels, float[][] values, float @Nullable [][] gradients, boolean[] apart) {
        this.kernels = kernels;
        this.values = values;
        this.gradients = gradients;
        this.apart = apart;
    }

    /** Goes to these rows; the made row is where the stages put states that stand apart. */
    void moveTo(int newRows, int newSlotRow, int newMadeRow, int newAfterRow, int newPreviousRow) {
        rows = newRows;
        slotRow = newSlotRow;
        madeRow = newMadeRow;
        afterRow = newAfterRow;
        previousRow = newPreviousRow;
    }

    /** The kernels, for activations and the fused gates. */
    public Kernels kernels() {
        return kernels;
    }

    /** The number of rows. */
    public int rows() {
        return rows;
    }

    /** The array that holds this slot's values. */
    public float[] values(Slot slot) {
        return values[slot.index()];
    }

    /**
     * The array that holds this slot's gradients.
     *
     * @throws IllegalStateException in forward, where there are none yet
     */
    public float[] gradients(Slot slot) {
        float[][] present = gradients;
        if (present == null) {
            throw new IllegalStateException("Step: there are no gradients in forward; read them in the backward part");
        }
        return present[slot.index()];
    }

    /** Where the first row of a slot begins; of a state, what the stages make of it. */
    public int at(Slot slot) {
        return row(slot) * slot.width();
    }

    /** Where the first row of a state's value before this step begins. */
    public int previousAt(StateSlot state) {
        return previousRow * state.width();
    }

    /** Where row {@code row} of a slot begins. */
    public int at(Slot slot, int row) {
        return at(slot) + row * slot.width();
    }

    /** Where row {@code row} of a state's value before this step begins. */
    public int previousAt(StateSlot state, int row) {
        return previousAt(state) + row * state.width();
    }

    /** Where the first row of a state's value after this step begins: what the stages make of it, unless that stands apart. */
    int afterAt(StateSlot state) {
        return afterRow * state.width();
    }

    int row(Slot slot) {
        if (slot instanceof StateSlot) {
            return apart[slot.index()] ? madeRow : afterRow;
        }
        return slotRow;
    }

    int sourceRow(Slot slot) {
        return slot instanceof StateSlot ? previousRow : slotRow;
    }
}
