package org.rnn4j.optim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.rnn4j.autograd.Parameters;

/** Several rules, one after the other; see {@link Rule#chain}. */
record Chain(List<Rule> rules) implements Rule {
    Chain {
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("Rule.chain: expected at least one rule, but got none");
        }
        requireOneUpdate(rules);
        requireUpdateBehindGradients(rules);
        Set<String> names = new HashSet<>();
        for (Rule rule : rules) {
            List<String> kept = new ArrayList<>(rule.stateNames());
            kept.addAll(rule.counterNames());
            for (String name : kept) {
                if (!names.add(name)) {
                    throw new IllegalArgumentException("Rule.chain: two rules keep state of the name " + name
                            + "; a chain takes one update, in " + rules);
                }
            }
        }
        for (Rule rule : rules.subList(0, rules.size() - 1)) {
            if (rule.averaging().isPresent()) {
                throw new IllegalArgumentException(
                        "Rule.chain: " + rule + " averages the weights and must be the last rule, but the last is "
                                + rules.get(rules.size() - 1));
            }
        }
    }

    /** Without its part behind it, a rule would do nothing, or change gradients that were used already. */
    private static void requireUpdateBehindGradients(List<Rule> rules) {
        boolean updated = false;
        for (int i = rules.size() - 1; i >= 0; i--) {
            Rule rule = rules.get(i);
            updated |= rule.updates();
            if (!updated && rule.averaging().isEmpty() && rules.stream().anyMatch(Rule::updates)) {
                throw new IllegalArgumentException("Rule.chain: expected an update behind " + rule
                        + ", which changes gradients, but got " + rules + "; put the update behind it");
            }
        }
    }

    private static void requireOneUpdate(List<Rule> rules) {
        List<Rule> updates =
                rules.stream().filter(WeightDecaying.class::isInstance).toList();
        if (updates.size() > 1) {
            throw new IllegalArgumentException("Rule.chain: expected one update, but got " + updates);
        }
    }

    @Override
    public boolean updates() {
        return rules.stream().anyMatch(Rule::updates);
    }

    @Override
    public void apply(Step step) {
        for (Rule rule : rules) {
            rule.apply(step);
        }
    }

    @Override
    public List<String> stateNames() {
        List<String> names = new ArrayList<>();
        for (Rule rule : rules) {
            names.addAll(rule.stateNames());
        }
        return names;
    }

    @Override
    public boolean takesMomentum() {
        return rules.stream().anyMatch(Rule::takesMomentum);
    }

    @Override
    public List<String> counterNames() {
        List<String> names = new ArrayList<>();
        for (Rule rule : rules) {
            names.addAll(rule.counterNames());
        }
        return names;
    }

    @Override
    public boolean isFrozen(String parameter) {
        return rules.stream().anyMatch(rule -> rule.isFrozen(parameter));
    }

    @Override
    public Optional<String> watchedFigure() {
        return rules.stream().flatMap(rule -> rule.watchedFigure().stream()).findFirst();
    }

    @Override
    public Optional<Averaging> averaging() {
        return rules.get(rules.size() - 1).averaging();
    }

    @Override
    public void check(Parameters parameters) {
        rules.forEach(rule -> rule.check(parameters));
    }
}
