package org.rnn4j.optim;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * The learning rate over time: a factor for every step, by which the rate of a rule is multiplied, and, if it likes, the
 * momentum. The package {@code schedule} has the usual ones; a lambda is one too:
 *
 * <pre>{@code
 * Schedule falling = step -> 1 / Math.sqrt(1 + step);
 * Schedule usual = LinearRamp.warmUp(100, 0.1).then(100, new Cosine(900));
 * Optimizer optimizer = new Adam(2e-3).start(model.parameters(), usual);
 * }</pre>
 *
 * <p>A schedule counts optimizer steps; {@link #perEpoch} makes it count epochs. Factors are relative, so parameters
 * with rates of their own keep their proportion; a rule with the rate 1 turns factors into rates.
 *
 * <p>A schedule is a pure function of the step, with one exception: one that listens to {@link #observe} remembers what
 * it heard. Its {@link #state} is part of {@link OptimizerState}.
 */
@FunctionalInterface
public interface Schedule {
    /** The factor for the step of this number, from 0; finite and at least 0. */
    double factor(long step);

    /**
     * The momentum for the step of this number, in [0, 1), which takes the place of the rule's own: the momentum of
     * {@link Sgd}, beta1 of {@link Adam}. Empty, as here, leaves the rule's.
     */
    default OptionalDouble momentum(long step) {
        return OptionalDouble.empty();
    }

    /** Hears the figures of an evaluation, between two steps. Does nothing here. */
    default void observe(Map<String, Double> figures) {}

    /** What the schedule remembers of what it heard, as finite numbers by name; nothing here. */
    default Map<String, Double> state() {
        return Map.of();
    }

    /**
     * Puts back what {@link #state} returned.
     *
     * @throws IllegalArgumentException if it is not the state of such a schedule; nothing is changed then
     */
    default void restore(Map<String, Double> state) {
        if (!state.isEmpty()) {
            throw new IllegalArgumentException(
                    "Schedule.restore: expected no state, because this schedule remembers nothing, but got " + state);
        }
    }

    /** The factor 1 at every step. */
    static Schedule constant() {
        return constant(1);
    }

    /**
     * This factor at every step.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    static Schedule constant(double factor) {
        return new ConstantSchedule(factor);
    }

    /**
     * This schedule for so many steps, then the other one from its beginning.
     *
     * @throws IllegalArgumentException if {@code steps} is negative
     */
    default Schedule then(long steps, Schedule next) {
        return new ScheduleChain(this, steps, next);
    }

    /** The product of the factors of both; only one of them may give the momentum. */
    default Schedule times(Schedule other) {
        return new ScheduleProduct(this, other);
    }

    /**
     * This schedule counting epochs in place of steps: it moves on once in so many steps.
     *
     * @throws IllegalArgumentException if {@code stepsPerEpoch} is below 1
     */
    default Schedule perEpoch(long stepsPerEpoch) {
        return new EpochSchedule(this, stepsPerEpoch);
    }
}
