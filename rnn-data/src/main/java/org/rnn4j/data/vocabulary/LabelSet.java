package org.rnn4j.data.vocabulary;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.rnn4j.data.DataFileException;
import org.rnn4j.data.internal.Text;

/**
 * The labels of a classification task and their numbers, from 0. There is none for unknown labels. Immutable and
 * thread-safe.
 */
public final class LabelSet {
    private static final NameFile.Layout LAYOUT = new NameFile.Layout("rnn4j-labels", "labels", List.of());
    private static final int MAX_LISTED = 10;

    private final List<String> names;
    private final Map<String, Integer> indexes;

    private LabelSet(List<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("LabelSet: expected at least 1 label, but got none");
        }
        this.names = List.copyOf(names);
        indexes = NameIndex.of("LabelSet", "label", this.names);
    }

    /** These labels in this order, each once. */
    public static LabelSet of(List<String> labels) {
        return new LabelSet(labels);
    }

    /** The different labels among these, ordered by their code points. */
    public static LabelSet sorted(Collection<String> labels) {
        TreeSet<String> different = new TreeSet<>(Text::compareCodePoints);
        different.addAll(labels);
        return new LabelSet(List.copyOf(different));
    }

    /** The number of labels. */
    public int size() {
        return names.size();
    }

    /** The labels by number. */
    public List<String> names() {
        return names;
    }

    /** Whether this is one of the labels. */
    public boolean contains(String label) {
        return indexes.containsKey(label);
    }

    /** The label with this number. */
    public String name(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException(
                    "LabelSet: expected a number from 0 to " + (size() - 1) + ", but got " + index);
        }
        return names.get(index);
    }

    /**
     * The number of a label.
     *
     * @throws IllegalArgumentException if it is none of the labels
     */
    public int index(String label) {
        Integer index = indexes.get(label);
        if (index == null) {
            List<String> listed = names.subList(0, Math.min(size(), MAX_LISTED));
            throw new IllegalArgumentException("LabelSet: " + Text.quote(label) + " is none of the " + size()
                    + " labels " + String.join(", ", listed) + (size() > MAX_LISTED ? ", ..." : ""));
        }
        return index;
    }

    /** The numbers of these labels, by {@link #index}. */
    public int[] indexes(List<String> labels) {
        return labels.stream().mapToInt(this::index).toArray();
    }

    /** Writes a JSON file, as a whole or not at all; the same labels always give the same bytes. */
    public void write(Path file) throws IOException {
        new NameFile(Map.of(), names).write(file, LAYOUT);
    }

    /**
     * Reads a file of {@link #write}.
     *
     * @throws DataFileException if the file is not exactly such a file
     */
    public static LabelSet read(Path file) throws IOException {
        NameFile content = NameFile.read(file, LAYOUT);
        if (content.names().isEmpty()) {
            throw DataFileException.inFile(file.toString(), "expected at least 1 label, but the list is empty");
        }
        return new LabelSet(content.names());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelSet that && names.equals(that.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    @Override
    public String toString() {
        return "LabelSet" + names;
    }
}
