package org.rnn4j.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** One optimizer step as its rules see it: the parameters that have a gradient, and what the schedule says. */
public final class Step {
    private final long number;
    private final double rateFactor;
    private final OptionalDouble momentum;
    private final List<Slot> slots;
    private final List<Observation> observations;
    private final Map<String, Double> figures;

    Step(long number, double rateFactor, OptionalDouble momentum, List<Slot> slots, List<Observation> observations) {
        this(number, rateFactor, momentum, slots, observations, new LinkedHashMap<>());
    }

    private Step(
            long number,
            double rateFactor,
            OptionalDouble momentum,
            List<Slot> slots,
            List<Observation> observations,
            Map<String, Double> figures) {
        this.number = number;
        this.rateFactor = rateFactor;
        this.momentum = momentum;
        this.slots = Collections.unmodifiableList(slots);
        this.observations = Collections.unmodifiableList(observations);
        this.figures = figures;
    }

    /** The same step for some of its parameters, at another factor. Figures are reported to the same place. */
    public Step part(List<Slot> someSlots, double newRateFactor) {
        return new Step(number, newRateFactor, momentum, someSlots, observations, figures);
    }

    /** The number of this step, from 0. */
    public long number() {
        return number;
    }

    /** What a rule multiplies its learning rate by in this step. */
    public double rateFactor() {
        return rateFactor;
    }

    /**
     * The momentum of this step: the schedule's, or the rule's own where the schedule gives none. A rule that asks for
     * it says so in {@link Rule#takesMomentum}.
     */
    public double momentum(double own) {
        return momentum.orElse(own);
    }

    /** The parameters that have a gradient, in declared order. */
    public List<Slot> slots() {
        return slots;
    }

    /** The evaluations of the figure that the rule watches, oldest first. */
    public List<Observation> observations() {
        return observations;
    }

    /** Reports a figure of this step, such as the norm of the gradient, to {@link Optimizer#figures}. */
    public void report(String figure, double value) {
        figures.put(figure, value);
    }

    Map<String, Double> figures() {
        return figures;
    }
}
