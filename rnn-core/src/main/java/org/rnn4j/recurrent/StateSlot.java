package org.rnn4j.recurrent;

/** A {@link Slot} that is carried from step to step; made by {@link Cell#state}. Immutable. */
public final class StateSlot extends Slot {
    StateSlot(String name, int index, int width) {
        super(name, index, width);
    }
}
