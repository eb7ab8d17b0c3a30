package org.rnn4j.recurrent;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rnn4j.tensor.Tensor;

/**
 * The state of a recurrent stack between calls: named tensors {@code [batch, width]}, such as {@code h_l0}, {@code c_l0}
 * and, backward, {@code h_l0_reverse}. Immutable as long as nobody writes to its tensors.
 */
public final class State {
    private final Map<String, Tensor> parts;

    private State(Map<String, Tensor> parts) {
        this.parts = Collections.unmodifiableMap(parts);
    }

    /** A state of these parts, which must all be [batch, width] with the same batch. */
    public static State of(Map<String, Tensor> parts) {
        int batch = -1;
        for (Map.Entry<String, Tensor> part : parts.entrySet()) {
            Tensor tensor = part.getValue();
            if (tensor.rank() != 2 || (batch >= 0 && tensor.size(0) != batch)) {
                throw new IllegalArgumentException("State: expected " + part.getKey() + " as [batch, width]"
                        + (batch < 0 ? "" : " with batch " + batch) + ", but got " + tensor);
            }
            batch = tensor.size(0);
        }
        return new State(new LinkedHashMap<>(parts));
    }

    /** The parts by name. */
    public Map<String, Tensor> parts() {
        return parts;
    }

    /** The part of this name. */
    public Tensor part(String name) {
        Tensor part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException("State: there is no part " + name + "; the parts are " + parts.keySet());
        }
        return part;
    }

    /** The number of sequences. */
    public int batch() {
        return parts.isEmpty() ? 0 : parts.values().iterator().next().size(0);
    }

    /** The state of the given sequences, in the given order. */
    public State selectRows(int... rows) {
        Map<String, Tensor> selected = new LinkedHashMap<>();
        parts.forEach((name, tensor) -> {
            int width = tensor.size(1);
            Tensor target = Tensor.zeros(rows.length, width);
            for (int i = 0; i < rows.length; i++) {
                requireRow(rows[i]);
                System.arraycopy(tensor.values(), rows[i] * width, target.values(), i * width, width);
            }
            selected.put(name, target);
        });
        return new State(selected);
    }

    /** The same state with zeros for the given sequences, for example where new texts begin. */
    public State resetRows(int... rows) {
        Map<String, Tensor> reset = new LinkedHashMap<>();
        parts.forEach((name, tensor) -> {
            int width = tensor.size(1);
            Tensor target = tensor.copy();
            for (int row : rows) {
                requireRow(row);
                Arrays.fill(target.values(), row * width, (row + 1) * width, 0f);
            }
            reset.put(name, target);
        });
        return new State(reset);
    }

    private void requireRow(int row) {
        if (row < 0 || row >= batch()) {
            throw new IndexOutOfBoundsException("State: row " + row + " of a state of " + batch() + " sequences");
        }
    }

    /** Equal names and bits. */
    @Override
    public boolean equals(Object other) {
        return other instanceof State that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    @Override
    public String toString() {
        return "State" + parts;
    }
}
