package org.rnn4j.recurrent;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.rnn4j.autograd.Var;
import org.rnn4j.tensor.Tensor;

/**
 * A state on a tape: its parts are values with gradient, so that a decoder can start from an encoder's final state, and
 * an initial state can be learned. Valid until the tape is closed; {@link #detach()} copies it out.
 */
public final class TapeState {
    private final Map<String, Var> parts;

    private TapeState(Map<String, Var> parts) {
        this.parts = Collections.unmodifiableMap(parts);
    }

    /** A state of these parts, each {@code [batch, width]}. */
    public static TapeState of(Map<String, Var> parts) {
        parts.forEach((name, var) -> {
            if (var.rank() != 2) {
                throw new IllegalArgumentException(
                        "TapeState: expected " + name + " as [batch, width], but got " + var);
            }
        });
        return new TapeState(new LinkedHashMap<>(parts));
    }

    /** The parts by name. */
    public Map<String, Var> parts() {
        return parts;
    }

    /** The part of this name. */
    public Var part(String name) {
        Var part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException(
                    "TapeState: there is no part " + name + "; the parts are " + parts.keySet());
        }
        return part;
    }

    /** A copy without gradient that outlives the tape. */
    public State detach() {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        parts.forEach((name, var) -> copies.put(name, var.toTensor()));
        return State.of(copies);
    }
}
