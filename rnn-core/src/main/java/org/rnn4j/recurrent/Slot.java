package org.rnn4j.recurrent;

/**
 * A named place for {@code width} values per row and step in a {@link Cell}: made by {@link Cell#slot} or {@link
 * Cell#state}, and used as a key in {@link Step}. Immutable.
 */
public class Slot {
    private final String name;
    private final int index;
    private final int width;

    Slot(String name, int index, int width) {
        if (width < 1) {
            throw new IllegalArgumentException("Cell: the width of " + name + " must be at least 1, but is " + width);
        }
        this.name = name;
        this.index = index;
        this.width = width;
    }

    /** The name given when it was declared. */
    public final String name() {
        return name;
    }

    /** The number of values per row. */
    public final int width() {
        return width;
    }

    final int index() {
        return index;
    }

    /** A slot that is carried from step to step. */
    public static final class State extends Slot {
        State(String name, int index, int width) {
            super(name, index, width);
        }
    }
}
