package org.rnn4j.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One optimizer step as its rules see it: the parameters that have a gradient, and the schedule's factor. */
public final class Step {
    private final long number;
    private final double rateFactor;
    private final List<Slot> slots;
    private final Map<String, Double> figures = new LinkedHashMap<>();

    Step(long number, double rateFactor, List<Slot> slots) {
        this.number = number;
        this.rateFactor = rateFactor;
        this.slots = Collections.unmodifiableList(slots);
    }

    /** The number of this step, from 0. */
    public long number() {
        return number;
    }

    /** What a rule multiplies its learning rate by in this step. */
    public double rateFactor() {
        return rateFactor;
    }

    /** The parameters that have a gradient, in declared order. */
    public List<Slot> slots() {
        return slots;
    }

    /** Reports a figure of this step, such as the norm of the gradient, to {@link Optimizer#figures}. */
    public void report(String figure, double value) {
        figures.put(figure, value);
    }

    Map<String, Double> figures() {
        return figures;
    }
}
