package org.rnn4j.recurrent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rnn4j.kernel.Kernels;
import org.rnn4j.tensor.RandomKey;

/**
 * Zoneout (Krueger et al. 2017) of one layer, by state: in training a value of a state keeps what it was before the step
 * with probability {@code rate}; at inference it becomes the mean of that, {@code rate * before + (1 - rate) * made}.
 *
 * <p>A value is kept iff {@code uniform(key.child(state).rowSeed(sequence, step), feature) < (float) rate}, with a key for
 * each layer, direction and pass. The mean is {@code fma((float) rate, before, (float) (1 - rate) * made)}.
 */
record Zoneout(Map<String, Double> rates) {
    /** All states are what a step makes them. */
    static final Zoneout NONE = new Zoneout(Map.of());

    /**
     * Zoneout of a layer with these states.
     *
     * @param output the rate of the first state unless {@code byState} has one, or null
     */
    static Zoneout of(Collection<String> states, @Nullable Double output, Map<String, Double> byState) {
        List<String> unknown = new ArrayList<>(byState.keySet());
        unknown.removeAll(states);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "Recurrent: expected zoneout of one of the states " + states + ", but got " + unknown);
        }
        Map<String, Double> rates = new LinkedHashMap<>();
        if (output != null) {
            rates.put(states.iterator().next(), output);
        }
        rates.putAll(byState);
        rates.values().removeIf(rate -> rate == 0);
        return rates.isEmpty() ? NONE : new Zoneout(rates);
    }

    boolean isOn() {
        return !rates.isEmpty();
    }

    double rate(String state) {
        return rates.getOrDefault(state, 0.0);
    }

    /** By slot: whether the state after a step is made of what the stages make of it, which stands apart then. */
    boolean[] apart(Cell cell) {
        boolean[] apart = new boolean[cell.slots().size()];
        for (StateSlot state : cell.states()) {
            apart[state.index()] = rate(state.name()) > 0;
        }
        return apart;
    }

    /** For one row at one step: 1 where a value keeps what it was, else 0. */
    static void fill(
            Kernels kernels, RandomKey stateKey, double rate, int sequence, int step, float[] kept, int at, int width) {
        kernels.randomMask(stateKey.rowSeed(sequence, step), (float) rate, 1f, 0f, kept, at, width);
    }

    /**
     * The means of the states after a step, at inference.
     *
     * @param step whose state rows hold what the stages made
     */
    void expect(Cell cell, Step step) {
        for (StateSlot state : cell.states()) {
            double rate = rate(state.name());
            if (rate > 0) {
                int count = step.rows() * state.width();
                expect(rate, step.values(state), step.previousAt(state), step.at(state), step.afterAt(state), count);
            }
        }
    }

    private static void expect(double rate, float[] values, int before, int made, int to, int count) {
        float share = (float) rate;
        float rest = (float) (1 - rate);
        for (int i = 0; i < count; i++) {
            values[to + i] = Math.fma(share, values[before + i], rest * values[made + i]);
        }
    }
}
