package org.rnn4j.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.tensor.Tensor;

/**
 * What an optimizer holds for one parameter: its name, the gradient of the running step, and the state. Belongs to the
 * optimizer; rules use it during {@link Rule#apply} only.
 */
public final class Slot {
    private final String name;
    private final Parameter parameter;
    private final List<String> stateNames;
    private final Map<String, Tensor> state = new LinkedHashMap<>();
    private float @Nullable [] gradient;
    private long updates;

    Slot(String name, Parameter parameter, List<String> stateNames) {
        this.name = name;
        this.parameter = parameter;
        this.stateNames = stateNames;
    }

    /** The name of the parameter. */
    public String name() {
        return name;
    }

    /** The parameter. */
    public Parameter parameter() {
        return parameter;
    }

    /** The number of values; arrays may be longer. */
    public int count() {
        return parameter.count();
    }

    /** The live gradient of this step, to be read or changed: the first {@link #count()} elements. */
    public float[] gradient() {
        if (gradient == null) {
            throw new IllegalStateException("Slot.gradient: " + name + " has no gradient in this step");
        }
        return gradient;
    }

    /** The number of this update of this parameter, from 1. Steps without a gradient do not count. */
    public long update() {
        return updates + 1;
    }

    /** The live values of a state tensor, zeros at first. */
    public float[] state(String stateName) {
        if (!stateNames.contains(stateName)) {
            throw new IllegalArgumentException("Slot.state: there is no state " + stateName + "; the rules declare "
                    + stateNames + " in stateNames()");
        }
        return state.computeIfAbsent(stateName, unused -> Tensor.zeros(parameter.shape()))
                .values();
    }

    /** Takes the gradient of a new step; tells whether there is one. */
    boolean begin(Gradients gradients) {
        gradient = gradients.of(parameter);
        return gradient != null;
    }

    void forgetGradient() {
        gradient = null;
    }

    void countUpdate() {
        updates++;
    }

    long updates() {
        return updates;
    }

    Map<String, Tensor> state() {
        return state;
    }

    void restore(long newUpdates, Map<String, Tensor> newState) {
        updates = newUpdates;
        state.clear();
        newState.forEach((stateName, tensor) -> state.put(stateName, tensor.copy()));
    }
}
