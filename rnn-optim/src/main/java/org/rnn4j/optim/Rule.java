package org.rnn4j.optim;

import java.util.List;
import java.util.Optional;
import org.rnn4j.autograd.Parameters;

/**
 * A part of what happens in one optimizer step: clipping, a penalty, or the update of the values. Rules are immutable
 * and hold no state, so one rule may serve any number of optimizers; {@link #start} makes an optimizer with state.
 *
 * <pre>{@code
 * Optimizer optimizer = Rule.chain(ClipNorm.global(1), new Adam(2e-3)).start(model.parameters());
 * }</pre>
 *
 * <p>A rule of your own implements {@link #apply}; what it must remember from step to step it declares in {@link
 * #stateNames} and keeps in the {@link Slot}.
 */
public interface Rule {
    /**
     * Does this rule's part of one step: changes gradients in place, or updates the values of the parameters.
     *
     * <p>A rule that refuses its input must throw before it changes anything.
     */
    void apply(Step step);

    /**
     * Whether this rule may update the values of parameters; it may unless this is overridden. Clipping, penalties and
     * averages do not: the first two go before the update of a chain, averages behind it.
     */
    default boolean updates() {
        return true;
    }

    /** The names of the tensors that this rule keeps for each parameter, each in the parameter's shape; none here. */
    default List<String> stateNames() {
        return List.of();
    }

    /** The names of the whole numbers that this rule keeps for each parameter; none here. */
    default List<String> counterNames() {
        return List.of();
    }

    /**
     * Whether the parameter of this name is left out of every step, as if it had no gradient; not here. Asked once, when an
     * optimizer starts.
     */
    default boolean isFrozen(String parameter) {
        return false;
    }

    /**
     * The figure of each evaluation, if any, that goes into {@link Step#observations}. An evaluation without it is
     * refused.
     */
    default Optional<String> watchedFigure() {
        return Optional.empty();
    }

    /** The rule among this rule's parts that keeps an average of the weights, if there is one. */
    default Optional<Averaging> averaging() {
        return Optional.empty();
    }

    /**
     * Called before an optimizer starts, for a rule to refuse parameters that do not suit it.
     *
     * @throws IllegalArgumentException if they do not
     */
    default void check(Parameters parameters) {}

    /**
     * Whether this rule uses {@link Step#momentum}; not here. A schedule that gives a momentum is refused by other
     * rules.
     */
    default boolean takesMomentum() {
        return false;
    }

    /**
     * Rules that are applied one after the other in this order: penalties and clipping, then one update, then perhaps an
     * average.
     *
     * @throws IllegalArgumentException if there is no rule, if two are {@link WeightDecaying} updates or keep state of
     *     the same name, if clipping or a penalty has no update behind it, or if a rule follows one that averages the weights
     */
    static Rule chain(Rule... rules) {
        return new Chain(List.of(rules));
    }

    /**
     * An optimizer with this rule and fresh state, at a constant learning rate.
     *
     * @throws IllegalArgumentException as the last of these methods
     */
    default Optimizer start(Parameters parameters) {
        return start(parameters, Schedule.constant());
    }

    /**
     * An optimizer with this rule and fresh state, whose learning rate follows a schedule.
     *
     * @throws IllegalArgumentException as the last of these methods
     */
    default Optimizer start(Parameters parameters, Schedule schedule) {
        return start(parameters, schedule, NonFinitePolicy.REFUSE);
    }

    /**
     * An optimizer with this rule and fresh state, whose learning rate follows a schedule.
     *
     * @param policy what it does when a gradient is not finite
     * @throws IllegalArgumentException if there are no parameters, or all are frozen, or they do not suit the rule, or if
     *     the rule does not update
     */
    default Optimizer start(Parameters parameters, Schedule schedule, NonFinitePolicy policy) {
        return new Optimizer(this, parameters, schedule, policy);
    }
}
