package org.rnn4j.optim;

import java.util.List;
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

    /** The names of the tensors that this rule keeps for each parameter, each in the parameter's shape; none here. */
    default List<String> stateNames() {
        return List.of();
    }

    /**
     * Whether this rule uses {@link Step#momentum}; not here. A schedule that gives a momentum is refused by other
     * rules.
     */
    default boolean takesMomentum() {
        return false;
    }

    /**
     * Rules that are applied one after the other in this order: usually penalties and clipping, then one update.
     *
     * @throws IllegalArgumentException if there is no rule, or if two rules keep state of the same name
     */
    static Rule chain(Rule... rules) {
        return new Chain(List.of(rules));
    }

    /**
     * An optimizer with this rule and fresh state, at a constant learning rate.
     *
     * @throws IllegalArgumentException if there are no parameters
     */
    default Optimizer start(Parameters parameters) {
        return start(parameters, Schedule.constant());
    }

    /**
     * An optimizer with this rule and fresh state, whose learning rate follows a schedule.
     *
     * @throws IllegalArgumentException if there are no parameters
     */
    default Optimizer start(Parameters parameters, Schedule schedule) {
        return new Optimizer(this, parameters, schedule);
    }
}
