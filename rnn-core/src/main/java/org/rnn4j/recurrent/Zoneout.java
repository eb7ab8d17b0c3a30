package org.rnn4j.recurrent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

    /** For one row at one step: 1 where a value keeps what it was, else 0. */
    static void fill(RandomKey stateKey, double rate, int sequence, int step, float[] kept, int at, int width) {
        long seed = stateKey.rowSeed(sequence, step);
        float threshold = (float) rate;
        for (int j = 0; j < width; j++) {
            kept[at + j] = RandomKey.uniform(seed, j) < threshold ? 1f : 0f;
        }
    }

    /**
     * The means of all states after a step, at inference.
     *
     * @param step whose state rows hold what the stages made
     * @param resultRow where the states after the step begin
     */
    void expect(Cell cell, Step step, int resultRow) {
        for (StateSlot state : cell.states()) {
            float[] values = step.values(state);
            int count = step.rows() * state.width();
            int to = resultRow * state.width();
            double rate = rate(state.name());
            if (rate == 0) {
                System.arraycopy(values, step.at(state), values, to, count);
            } else {
                expect(rate, values, step.previousAt(state), step.at(state), to, count);
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
