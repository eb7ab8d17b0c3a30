package org.rnn4j.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.rnn4j.autograd.Gradients;
import org.rnn4j.autograd.Parameters;
import org.rnn4j.tensor.Tensor;

/**
 * A {@link Rule} at work on parameters, with the state of every parameter and the number of steps taken. Made by {@link
 * Rule#start}. Not thread-safe, and nobody may read the parameters during a step.
 */
public final class Optimizer {
    private final Rule rule;
    private final Parameters parameters;
    private final Schedule schedule;
    private final List<String> stateNames;
    private final List<Slot> slots = new ArrayList<>();
    private long steps;
    private Map<String, Double> figures = Map.of();

    Optimizer(Rule rule, Parameters parameters, Schedule schedule) {
        if (parameters.size() == 0) {
            throw new IllegalArgumentException(
                    "Rule.start: expected at least one parameter, but got none; there is nothing to train");
        }
        this.rule = rule;
        this.parameters = parameters;
        this.schedule = schedule;
        stateNames = List.copyOf(rule.stateNames());
        parameters.forEach((name, parameter) -> slots.add(new Slot(name, parameter, stateNames)));
    }

    /**
     * Applies the rule once. Gradients are changed in place. A parameter without gradient stays untouched, and so does
     * its state. If a rule refuses the gradients, nothing is changed and the step does not count.
     *
     * @throws IllegalArgumentException if no parameter has a gradient
     * @throws NonFiniteException if a clipping rule finds a gradient that is not finite
     */
    public void step(Gradients gradients) {
        List<Slot> active = new ArrayList<>(slots.size());
        for (Slot slot : slots) {
            if (slot.begin(gradients)) {
                active.add(slot);
            }
        }
        if (active.isEmpty()) {
            throw new IllegalArgumentException("Optimizer.step: no parameter has a gradient; the loss depends on none"
                    + " of the parameters that the optimizer was started with: "
                    + parameters.asMap().keySet());
        }
        try {
            apply(active);
        } finally {
            slots.forEach(Slot::forgetGradient);
        }
    }

    private void apply(List<Slot> active) {
        Step step = new Step(steps, factor(), momentum(), active);
        rule.apply(step);
        active.forEach(Slot::countUpdate);
        steps++;
        figures = Collections.unmodifiableMap(step.figures());
    }

    private double factor() {
        double factor = schedule.factor(steps);
        Hyper.requireNotNegative("Schedule", "the factor of step " + steps, factor);
        return factor;
    }

    private OptionalDouble momentum() {
        OptionalDouble momentum = schedule.momentum(steps);
        if (momentum.isPresent()) {
            Hyper.requireFraction("Schedule", "the momentum of step " + steps, momentum.getAsDouble());
            if (!rule.takesMomentum()) {
                throw new IllegalStateException("Optimizer.step: the schedule gives step " + steps + " the momentum "
                        + momentum.getAsDouble() + ", but the rule has none: " + rule
                        + "; give the rule a momentum, or make the schedule without");
            }
        }
        return momentum;
    }

    /** Tells the schedule the figures of an evaluation; only some schedules listen. {@link Trainer} does this. */
    public void observe(Map<String, Double> evaluation) {
        schedule.observe(evaluation);
    }

    /** The rule. */
    public Rule rule() {
        return rule;
    }

    /** The schedule. */
    public Schedule schedule() {
        return schedule;
    }

    /** The parameters that are trained. */
    public Parameters parameters() {
        return parameters;
    }

    /** How many steps were taken. */
    public long steps() {
        return steps;
    }

    /** What the rules reported in the last step, such as {@link ClipNorm#GRADIENT_NORM}; empty before the first. */
    public Map<String, Double> figures() {
        return figures;
    }

    /** A copy of everything that the optimizer remembers. */
    public OptimizerState state() {
        Map<String, Long> updates = new LinkedHashMap<>();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Slot slot : slots) {
            updates.put(slot.name(), slot.updates());
            slot.state().forEach((name, tensor) -> tensors.put(key(slot, name), tensor.copy()));
        }
        return new OptimizerState(steps, updates, tensors, schedule.state());
    }

    private static String key(Slot slot, String stateName) {
        return slot.name() + "." + stateName;
    }

    /**
     * Puts back what {@link #state} returned, of an optimizer with the same rule, schedule and parameters.
     *
     * @throws IllegalArgumentException if names or shapes do not match, or if the schedule refuses its state; nothing is changed then
     */
    public void restore(OptimizerState state) {
        if (!state.updates().keySet().equals(parameters.asMap().keySet())) {
            throw new IllegalArgumentException("Optimizer.restore: expected state of the parameters "
                    + parameters.asMap().keySet() + ", but got "
                    + state.updates().keySet());
        }
        Map<Slot, Map<String, Tensor>> bySlot = new LinkedHashMap<>();
        Set<String> unknown = new HashSet<>(state.tensors().keySet());
        for (Slot slot : slots) {
            bySlot.put(slot, tensorsOf(slot, state, unknown));
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("Optimizer.restore: the rule keeps no state of these names: " + unknown
                    + "; it keeps " + stateNames + " for each parameter");
        }
        schedule.restore(state.schedule());
        bySlot.forEach((slot, tensors) -> slot.restore(state.updatesOf(slot.name()), tensors));
        steps = state.steps();
        figures = Map.of();
    }

    private Map<String, Tensor> tensorsOf(Slot slot, OptimizerState state, Set<String> unknown) {
        Map<String, Tensor> found = new LinkedHashMap<>();
        for (String name : stateNames) {
            Tensor tensor = state.tensors().get(key(slot, name));
            if (tensor == null) {
                requireNeverUpdated(slot, state, name);
                continue;
            }
            int[] expected = slot.parameter().shape();
            if (!Arrays.equals(tensor.shape(), expected)) {
                throw new IllegalArgumentException("Optimizer.restore: " + key(slot, name) + ": expected shape "
                        + Arrays.toString(expected) + ", but got " + Arrays.toString(tensor.shape()));
            }
            unknown.remove(key(slot, name));
            found.put(name, tensor);
        }
        return found;
    }

    private static void requireNeverUpdated(Slot slot, OptimizerState state, String name) {
        long updates = state.updatesOf(slot.name());
        if (updates != 0) {
            throw new IllegalArgumentException("Optimizer.restore: " + key(slot, name) + " is missing, though "
                    + slot.name() + " was updated " + updates + " times");
        }
    }
}
