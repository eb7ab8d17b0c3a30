package org.rnn4j.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
    /** The figure under which the number of steps left out so far is reported, with {@link NonFinitePolicy#SKIP}. */
    public static final String SKIPPED_STEPS = "skipped_steps";

    private final Rule rule;
    private final Parameters parameters;
    private final Schedule schedule;
    private final NonFinitePolicy policy;
    private final List<String> stateNames;
    private final List<String> counterNames;
    private final Parameters trained;
    private final List<Observation> observations = new ArrayList<>();
    private final List<Slot> slots = new ArrayList<>();
    private long steps;
    private long skipped;
    private boolean stopped;
    private boolean lent;
    private Map<String, Double> figures = Map.of();

    Optimizer(Rule rule, Parameters parameters, Schedule schedule, NonFinitePolicy policy) {
        if (parameters.size() == 0) {
            throw new IllegalArgumentException(
                    "Rule.start: expected at least one parameter, but got none; there is nothing to train");
        }
        if (!rule.updates()) {
            throw new IllegalArgumentException("Rule.start: expected a rule that updates the values, but got " + rule
                    + ", which only changes gradients or averages; chain an update such as Adam to it");
        }
        rule.check(parameters);
        this.rule = rule;
        this.parameters = parameters;
        this.schedule = schedule;
        this.policy = policy;
        stateNames = List.copyOf(rule.stateNames());
        counterNames = List.copyOf(rule.counterNames());
        Set<String> frozen = new LinkedHashSet<>();
        Parameters.Builder changing = Parameters.builder();
        parameters.forEach((name, parameter) -> {
            slots.add(new Slot(name, parameter, stateNames, counterNames));
            if (rule.isFrozen(name)) {
                frozen.add(name);
            } else {
                changing.add(name, parameter);
            }
        });
        trained = changing.build();
        if (trained.size() == 0) {
            throw new IllegalArgumentException(
                    "Rule.start: all parameters are frozen, there is nothing to train: " + frozen);
        }
    }

    /**
     * Applies the rule once. Gradients are changed in place. A parameter without gradient stays untouched, and so does
     * its state; so do parameters that the rule freezes, whatever their gradient. If a rule refuses the gradients,
     * nothing is changed and the step does not count.
     *
     * @throws IllegalArgumentException if no parameter has a gradient
     * @throws IllegalStateException if the optimizer was stopped, or while {@link AveragedWeights} are in place
     * @throws NonFiniteException if a gradient is not finite, unless the {@link NonFinitePolicy} is another
     */
    public void step(Gradients gradients) {
        step(StepGradients.of(gradients));
    }

    /**
     * Applies the rule once to accumulated gradients, which start anew then; if the step is refused, they stay.
     *
     * @throws IllegalStateException also if nothing was accumulated
     */
    public void step(GradientAccumulator accumulator) {
        step(accumulator.mean());
        accumulator.clear();
    }

    private void step(StepGradients gradients) {
        requireRunning();
        List<Slot> active = new ArrayList<>(slots.size());
        try {
            for (Slot slot : slots) {
                if (trained.contains(slot.parameter()) && slot.begin(gradients)) {
                    active.add(slot);
                }
            }
            if (active.isEmpty()) {
                throw new IllegalArgumentException(
                        "Optimizer.step: no parameter has a gradient; the loss depends on none"
                                + " of the parameters that the optimizer was started with: "
                                + parameters.asMap().keySet());
            }
            apply(active);
        } finally {
            slots.forEach(Slot::forgetGradient);
        }
    }

    private void requireRunning() {
        if (lent) {
            throw new IllegalStateException(
                    "Optimizer.step: the averaged weights are in place; close the AveragedWeights first");
        }
        if (stopped) {
            throw new IllegalStateException("Optimizer.step: stopped after " + steps
                    + " steps because a gradient was not finite; restore a state to go on");
        }
    }

    private void apply(List<Slot> active) {
        if (!FiniteGradients.areFinite(active)) {
            applyPolicy(active);
            return;
        }
        Step step = new Step(steps, factor(), momentum(), active, observations);
        rule.apply(step);
        active.forEach(Slot::countUpdate);
        steps++;
        if (policy == NonFinitePolicy.SKIP) {
            step.report(SKIPPED_STEPS, skipped);
        }
        figures = Collections.unmodifiableMap(step.figures());
    }

    private void applyPolicy(List<Slot> active) {
        if (policy == NonFinitePolicy.REFUSE) {
            FiniteGradients.require("Optimizer.step", active);
        }
        leaveOut();
    }

    /** Does what the policy says about a step that cannot be taken; false if that is to refuse it. */
    boolean leaveOut() {
        requireRunning();
        switch (policy) {
            case SKIP -> {
                steps++;
                skipped++;
                figures = Map.of(SKIPPED_STEPS, (double) skipped);
            }
            case STOP -> {
                stopped = true;
                figures = Map.of();
            }
            case REFUSE -> {
                return false;
            }
        }
        return true;
    }

    private double factor() {
        double factor = schedule.factor(steps);
        Require.notNegative("Schedule", "the factor of step " + steps, factor);
        return factor;
    }

    private OptionalDouble momentum() {
        OptionalDouble momentum = schedule.momentum(steps);
        if (momentum.isPresent()) {
            Require.fraction("Schedule", "the momentum of step " + steps, momentum.getAsDouble());
            if (!rule.takesMomentum()) {
                throw new IllegalStateException("Optimizer.step: the schedule gives step " + steps + " the momentum "
                        + momentum.getAsDouble() + ", but the rule has none: " + rule
                        + "; give the rule a momentum, or make the schedule without");
            }
        }
        return momentum;
    }

    /**
     * Tells the schedule and the rule the figures of an evaluation; only some of them listen. {@link Trainer} does this.
     *
     * @throws IllegalArgumentException if a figure that one of them watches is missing or not finite
     */
    public void observe(Map<String, Double> evaluation) {
        String watched = rule.watchedFigure().orElse(null);
        Observation observation = watched == null ? null : new Observation(steps, watched(watched, evaluation));
        schedule.observe(evaluation);
        if (observation != null) {
            observations.add(observation);
        }
    }

    private static double watched(String figure, Map<String, Double> evaluation) {
        Double value = evaluation.get(figure);
        if (value == null) {
            throw new IllegalArgumentException("Optimizer.observe: the rule watches the figure " + figure
                    + ", but the evaluation has " + evaluation.keySet()
                    + "; give the Trainer an evaluator that returns it");
        }
        return value;
    }

    /** The rule. */
    public Rule rule() {
        return rule;
    }

    /** The schedule. */
    public Schedule schedule() {
        return schedule;
    }

    /** The parameters that it was started with, frozen ones among them. */
    public Parameters parameters() {
        return parameters;
    }

    /**
     * The parameters that steps change: all but those that the rule freezes. A tape that is told computes no gradient for
     * the others: {@code Tape.training(context, key).trainOnly(optimizer.trained())}.
     */
    public Parameters trained() {
        return trained;
    }

    /** What this optimizer does when a gradient is not finite. */
    public NonFinitePolicy policy() {
        return policy;
    }

    /** How many steps were left out because a gradient was not finite; they are among {@link #steps}. */
    public long skipped() {
        return skipped;
    }

    /** Whether a gradient was not finite under {@link NonFinitePolicy#STOP}. */
    public boolean isStopped() {
        return stopped;
    }

    Averaging requireAveraging() {
        return rule.averaging()
                .orElseThrow(() -> new IllegalArgumentException("AveragedWeights: the rule keeps no average: " + rule
                        + "; end a chain with ExponentialAverage or StochasticWeightAverage, or use Asgd"));
    }

    /** Whether something was updated, and all that was has an average. */
    boolean hasAverages() {
        Averaging averaging = requireAveraging();
        List<Slot> updated = slots.stream().filter(slot -> slot.updates() > 0).toList();
        return !updated.isEmpty() && updated.stream().allMatch(averaging::isAveraged);
    }

    /** The averages of all parameters that were updated, by name. */
    Map<String, Tensor> averages() {
        Averaging averaging = requireAveraging();
        Map<String, Tensor> averages = new LinkedHashMap<>();
        for (Slot slot : slots) {
            if (slot.updates() > 0) {
                averages.put(slot.name(), averaging.average(slot));
            }
        }
        if (averages.isEmpty()) {
            throw new IllegalStateException("AveragedWeights: there is no average before the first step");
        }
        return averages;
    }

    void lend() {
        if (lent) {
            throw new IllegalStateException("AveragedWeights: the averaged weights are in place already");
        }
        lent = true;
    }

    void takeBack() {
        lent = false;
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
        return new OptimizerState(steps, updates, tensors, schedule.state(), skipped, observations);
    }

    private static String key(Slot slot, String stateName) {
        return slot.name() + "." + stateName;
    }

    /**
     * Puts back what {@link #state} returned, of an optimizer with the same rule, schedule and parameters.
     *
     * @throws IllegalArgumentException if names or shapes do not match, or if the schedule refuses its state; nothing is changed then
     * @throws IllegalStateException while {@link AveragedWeights} are in place
     */
    public void restore(OptimizerState state) {
        if (lent) {
            throw new IllegalStateException(
                    "Optimizer.restore: the averaged weights are in place; close the AveragedWeights first");
        }
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
                    + "; it keeps " + keptNames() + " for each parameter");
        }
        schedule.restore(state.schedule());
        bySlot.forEach((slot, tensors) -> slot.restore(state.updatesOf(slot.name()), tensors));
        steps = state.steps();
        skipped = state.skipped();
        stopped = false;
        observations.clear();
        observations.addAll(state.observations());
        figures = Map.of();
    }

    private List<String> keptNames() {
        List<String> names = new ArrayList<>(stateNames);
        names.addAll(counterNames);
        return names;
    }

    private Map<String, Tensor> tensorsOf(Slot slot, OptimizerState state, Set<String> unknown) {
        Map<String, Tensor> found = new LinkedHashMap<>();
        for (String name : keptNames()) {
            Tensor tensor = state.tensors().get(key(slot, name));
            if (tensor == null) {
                requireNeverUpdated(slot, state, name);
                continue;
            }
            int[] expected = counterNames.contains(name)
                    ? new int[] {2}
                    : slot.parameter().shape();
            if (!Arrays.equals(tensor.shape(), expected)) {
                throw new IllegalArgumentException("Optimizer.restore: " + key(slot, name) + ": expected shape "
                        + Arrays.toString(expected) + ", but got " + Arrays.toString(tensor.shape()));
            }
            unknown.remove(key(slot, name));
            found.put(name, tensor);
        }
        return found;
    }

    private void requireNeverUpdated(Slot slot, OptimizerState state, String name) {
        long updates = state.updatesOf(slot.name());
        if (updates != 0 && stateNames.contains(name)) {
            throw new IllegalArgumentException("Optimizer.restore: " + key(slot, name) + " is missing, though "
                    + slot.name() + " was updated " + updates + " times");
        }
    }
}
