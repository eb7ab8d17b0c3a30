package org.rnn4j.optim;

import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * How {@link ParameterGroups} trains some of the parameters.
 *
 * @param names which parameters, by name
 * @param rate what the learning rate is multiplied by, finite and at least 0
 * @param weightDecay the weight decay in place of the update's own, if present; finite and at least 0
 * @param isFrozen whether they are left out: no decay is applied, no state kept, no bit changed, and no gradient used; none
 *     is even computed on a tape that {@link Optimizer#trained} was told to, as {@link Trainer} does
 */
public record Group(Predicate<String> names, double rate, OptionalDouble weightDecay, boolean isFrozen) {
    /** Checks the ranges. */
    public Group {
        Require.notNegative("Group", "the rate multiplier", rate);
        weightDecay.ifPresent(decay -> Require.notNegative("Group", "the weight decay", decay));
    }

    /** The parameters whose names match a {@link NamePattern}, trained as all others so far. */
    public static Group of(String pattern) {
        return of(new NamePattern(pattern));
    }

    /** The parameters whose names are accepted, trained as all others so far. */
    public static Group of(Predicate<String> names) {
        return new Group(names, 1, OptionalDouble.empty(), false);
    }

    /** The same with this multiplier of the learning rate. */
    public Group withRate(double newRate) {
        return new Group(names, newRate, weightDecay, isFrozen);
    }

    /** The same with this weight decay. */
    public Group withWeightDecay(double newWeightDecay) {
        return new Group(names, rate, OptionalDouble.of(newWeightDecay), isFrozen);
    }

    /** The same, but frozen. */
    public Group frozen() {
        return new Group(names, rate, weightDecay, true);
    }
}
