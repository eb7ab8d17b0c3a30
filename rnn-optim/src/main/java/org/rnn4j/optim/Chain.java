package org.rnn4j.optim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Several rules, one after the other; see {@link Rule#chain}. */
record Chain(List<Rule> rules) implements Rule {
    Chain {
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("Rule.chain: expected at least one rule, but got none");
        }
        Set<String> names = new HashSet<>();
        for (Rule rule : rules) {
            for (String name : rule.stateNames()) {
                if (!names.add(name)) {
                    throw new IllegalArgumentException("Rule.chain: two rules keep state of the name " + name
                            + "; a chain takes one update, in " + rules);
                }
            }
        }
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
}
