package org.rnn4j.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rnn4j.tensor.Tensor;

/**
 * Everything that an optimizer remembers, as a value: restoring it continues bit for bit.
 *
 * @param steps how many steps were taken
 * @param updates how many of them changed each parameter, by parameter name
 * @param tensors the state tensors, by parameter name, a dot and state name, such as {@code output.weight.exp_avg};
 *     parameters that were never updated have none
 * @param schedule what the schedule remembers, by name; empty for most
 * @param skipped how many steps were left out because of gradients that were not finite
 * @param observations the evaluations that the rule watched, oldest first; empty for most
 */
public record OptimizerState(
        long steps,
        Map<String, Long> updates,
        Map<String, Tensor> tensors,
        Map<String, Double> schedule,
        long skipped,
        List<Observation> observations) {
    /** Keeps unmodifiable copies of the maps in their order; tensors are not copied. */
    public OptimizerState {
        if (steps < 0) {
            throw new IllegalArgumentException("OptimizerState: expected at least 0 steps, but got " + steps);
        }
        if (skipped < 0 || skipped > steps) {
            throw new IllegalArgumentException(
                    "OptimizerState: expected 0 to " + steps + " skipped steps, but got " + skipped);
        }
        updates.forEach((name, count) -> {
            if (count < 0 || count > steps) {
                throw new IllegalArgumentException("OptimizerState: expected 0 to " + steps + " updates of " + name
                        + ", one at most in each step, but got " + count);
            }
        });
        updates = Collections.unmodifiableMap(new LinkedHashMap<>(updates));
        observations = List.copyOf(observations);
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        schedule = Collections.unmodifiableMap(new LinkedHashMap<>(schedule));
    }

    /** The state of an optimizer whose schedule remembers nothing, and which skipped and watched nothing. */
    public OptimizerState(long steps, Map<String, Long> updates, Map<String, Tensor> tensors) {
        this(steps, updates, tensors, Map.of(), 0, List.of());
    }

    long updatesOf(String name) {
        return updates.getOrDefault(name, 0L);
    }
}
