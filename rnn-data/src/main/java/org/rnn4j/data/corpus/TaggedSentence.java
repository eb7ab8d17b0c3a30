package org.rnn4j.data.corpus;

import java.util.List;

/** A sentence whose tokens have several columns: the word and its tags. Immutable. */
public final class TaggedSentence {
    private final List<String> names;
    private final List<List<String>> columns;

    TaggedSentence(List<String> names, List<List<String>> columns) {
        this.names = names;
        this.columns = columns.stream().map(List::copyOf).toList();
    }

    /** The number of tokens. */
    public int length() {
        return columns.get(0).size();
    }

    /** The names of the columns. */
    public List<String> columns() {
        return names;
    }

    /**
     * What stands in a column, token by token.
     *
     * @throws IllegalArgumentException if there is no such column
     */
    public List<String> column(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("TaggedSentence: there is no column \"" + name + "\" among " + names);
        }
        return columns.get(index);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TaggedSentence that && names.equals(that.names) && columns.equals(that.columns);
    }

    @Override
    public int hashCode() {
        return columns.hashCode();
    }

    /** The first column. */
    @Override
    public String toString() {
        return String.join(" ", columns.get(0));
    }
}
