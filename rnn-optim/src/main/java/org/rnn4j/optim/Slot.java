package org.rnn4j.optim;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rnn4j.autograd.Parameter;
import org.rnn4j.tensor.Tensor;

/**
 * What an optimizer holds for one parameter: its name, the gradient of the running step, and the state. Belongs to the
 * optimizer; rules use it during {@link Rule#apply} only.
 */
public final class Slot {
    private static final long COUNTER_BASE = 1L << 24; // floats are exact up to here

    private final String name;
    private final Parameter parameter;
    private final List<String> stateNames;
    private final List<String> counterNames;
    private final Map<String, Tensor> state = new LinkedHashMap<>();
    private float @Nullable [] gradient;
    private @Nullable BitSet rows;
    private long updates;

    Slot(String name, Parameter parameter, List<String> stateNames, List<String> counterNames) {
        this.name = name;
        this.parameter = parameter;
        this.stateNames = stateNames;
        this.counterNames = counterNames;
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

    /**
     * The rows of the parameter outside of which the gradient is 0, as an embedding reports the rows that were looked
     * up; null if any row may have one. Not to be changed. A rule that adds to the gradient elsewhere calls {@link
     * #touchAllRows}.
     */
    public @Nullable BitSet rows() {
        return rows;
    }

    /** Makes {@link #rows} null for this step. */
    public void touchAllRows() {
        rows = null;
    }

    /** What is asked of elements {@code from} to {@code to - 1}. */
    @FunctionalInterface
    interface RangeTest {
        boolean test(int from, int to);
    }

    /** Whether a test holds for all elements whose gradient may differ from 0, range by range. */
    boolean allRanges(RangeTest test) {
        BitSet touched = rows;
        if (touched == null) {
            return test.test(0, count());
        }
        int width = count() / parameter.size(0);
        for (int from = touched.nextSetBit(0); from >= 0; ) {
            int to = touched.nextClearBit(from);
            if (!test.test(from * width, to * width)) {
                return false;
            }
            from = touched.nextSetBit(to);
        }
        return true;
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

    /** A whole number that a rule declares in {@link Rule#counterNames}, 0 at first. */
    public long counter(String counterName) {
        float[] parts = counterParts(counterName);
        return (long) parts[0] * COUNTER_BASE + (long) parts[1];
    }

    /** Sets a whole number from 0 to 2^48 - 1. */
    public void setCounter(String counterName, long value) {
        Require.that(
                value >= 0 && value < COUNTER_BASE * COUNTER_BASE,
                "Slot.setCounter",
                counterName,
                "from 0 to 2^48 - 1",
                value);
        float[] parts = counterParts(counterName);
        parts[0] = value / COUNTER_BASE;
        parts[1] = value % COUNTER_BASE;
    }

    // Two floats hold it exactly, so that it is a state tensor like any other.
    private float[] counterParts(String counterName) {
        if (!counterNames.contains(counterName)) {
            throw new IllegalArgumentException("Slot.counter: there is no counter " + counterName
                    + "; the rules declare " + counterNames + " in counterNames()");
        }
        return state.computeIfAbsent(counterName, unused -> Tensor.zeros(2)).values();
    }

    /** Takes the gradient of a new step; tells whether there is one. */
    boolean begin(StepGradients gradients) {
        gradient = gradients.of(parameter);
        rows = gradients.rowsOf(parameter);
        return gradient != null;
    }

    void forgetGradient() {
        gradient = null;
        rows = null;
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
