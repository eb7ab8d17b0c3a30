package org.rnn4j.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rnn4j.autograd.Parameters;

/**
 * One update for all parameters, at other rates and decays for some groups of them, while others are frozen:
 *
 * <pre>{@code
 * Rule rule = Rule.chain(ClipNorm.global(1), ParameterGroups.of(new AdamW(2e-3),
 *         Group.of("embedding.*").frozen(),
 *         Group.of(NamePattern.BIAS).withWeightDecay(0),
 *         Group.of("encoder.*").withRate(0.1)));
 * }</pre>
 *
 * <p>A parameter belongs to the first group that has its name; parameters in no group are updated as the update says. A
 * group's rate multiplies the schedule's factor. Frozen parameters take no part in the other rules of a chain either, and
 * {@link Trainer} and {@link LrFinder} compute no gradient for them ({@link Optimizer#trained}). To unfreeze some later,
 * start another optimizer with another rule; it may restore the state of the one before. A group without any parameter is refused when the optimizer starts.
 *
 * @param update the update, not a chain
 * @param groups the groups; the first that has a name counts
 */
public record ParameterGroups(Rule update, List<Group> groups) implements Rule {
    /** Keeps a copy of the list; checks that the update has a weight decay if a group sets one. */
    public ParameterGroups {
        groups = List.copyOf(groups);
        if (update instanceof Chain) {
            throw new IllegalArgumentException(
                    "ParameterGroups: expected an update, but got a chain, whose clipping would"
                            + " see one group at a time: " + update
                            + "; put clipping and penalties around the groups, not into"
                            + " them");
        }
        if (!update.updates()) {
            throw new IllegalArgumentException("ParameterGroups: expected an update, but got " + update
                    + "; put clipping and penalties around the groups, not into them");
        }
        boolean decays = groups.stream().anyMatch(group -> group.weightDecay().isPresent());
        if (decays && !(update instanceof WeightDecaying)) {
            throw new IllegalArgumentException("ParameterGroups: a group sets a weight decay, but the update has none: "
                    + update + "; put clipping and penalties around the groups, not into them");
        }
    }

    /** An update with these groups. */
    public static ParameterGroups of(Rule update, Group... groups) {
        return new ParameterGroups(update, List.of(groups));
    }

    /** The number of the first group that has this name, or of groups if none has. */
    private int groupOf(String name) {
        int i = 0;
        while (i < groups.size() && !groups.get(i).names().test(name)) {
            i++;
        }
        return i;
    }

    @Override
    public void check(Parameters parameters) {
        for (int i = 0; i < groups.size(); i++) {
            int number = i;
            if (parameters.asMap().keySet().stream().noneMatch(name -> groupOf(name) == number)) {
                throw new IllegalArgumentException("ParameterGroups: no parameter belongs to " + groups.get(i)
                        + "; the first group that has a name counts, and the names are "
                        + parameters.asMap().keySet());
            }
        }
        update.check(parameters);
    }

    @Override
    public boolean isFrozen(String parameter) {
        int number = groupOf(parameter);
        return update.isFrozen(parameter)
                || number < groups.size() && groups.get(number).isFrozen();
    }

    @Override
    public void apply(Step step) {
        List<List<Slot>> parts = new ArrayList<>();
        for (int i = 0; i <= groups.size(); i++) {
            parts.add(new ArrayList<>());
        }
        for (Slot slot : step.slots()) {
            parts.get(groupOf(slot.name())).add(slot);
        }
        for (int i = 0; i < groups.size(); i++) {
            if (!parts.get(i).isEmpty()) {
                Group group = groups.get(i);
                updateOf(group).apply(step.part(parts.get(i), step.rateFactor() * group.rate()));
            }
        }
        List<Slot> others = parts.get(groups.size());
        if (!others.isEmpty()) {
            update.apply(step.part(others, step.rateFactor()));
        }
    }

    private Rule updateOf(Group group) {
        if (group.weightDecay().isPresent() && update instanceof WeightDecaying decaying) {
            return decaying.withWeightDecay(group.weightDecay().getAsDouble());
        }
        return update;
    }

    @Override
    public List<String> stateNames() {
        return update.stateNames();
    }

    @Override
    public List<String> counterNames() {
        return update.counterNames();
    }

    @Override
    public boolean takesMomentum() {
        return update.takesMomentum();
    }

    @Override
    public Optional<String> watchedFigure() {
        return update.watchedFigure();
    }

    @Override
    public Optional<Averaging> averaging() {
        return update.averaging();
    }
}
