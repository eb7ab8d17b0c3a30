package org.rnn4j.recurrent;

/**
 * A named place for {@code width} values per row and step in a {@link Cell}: made by {@link Cell#slot} or {@link
 * Cell#state}, and used as a key in {@link Step}. Immutable.
 */
public sealed class Slot permits StateSlot {
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
}
