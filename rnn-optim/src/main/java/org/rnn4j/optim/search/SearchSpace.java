package org.rnn4j.optim.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rnn4j.optim.Require;
import org.rnn4j.tensor.RandomKey;

/**
 * The hyper-parameters that a search varies, in order.
 *
 * @param dimensions the parameters; a condition names an earlier one
 */
public record SearchSpace(List<Dimension> dimensions) {
    /** Checks names and conditions and copies the list. */
    public SearchSpace {
        dimensions = List.copyOf(dimensions);
        Map<String, Domain> earlier = new LinkedHashMap<>();
        for (Dimension dimension : dimensions) {
            dimension.condition().ifPresent(condition -> check(dimension.name(), condition, earlier));
            boolean isNew = earlier.put(dimension.name(), dimension.domain()) == null;
            Require.that(isNew, "SearchSpace", "names", "different", "\"" + dimension.name() + "\" twice");
        }
    }

    private static void check(String name, Condition condition, Map<String, Domain> earlier) {
        Domain domain = earlier.get(condition.parameter());
        String where = "SearchSpace: the condition of \"" + name + "\" on \"" + condition.parameter() + "\"";
        if (!(domain instanceof Choice || domain instanceof IntegerRange)) {
            throw new IllegalArgumentException(
                    where + ": expected a choice or an integer that was added earlier, but got "
                            + (domain == null ? "no such parameter" : domain));
        }
        Object value;
        try {
            value = domain.parse(condition.value());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + " can never be met: " + e.getMessage(), e);
        }
        Require.that(
                value.toString().equals(condition.value()),
                where,
                "the value",
                "written as " + value,
                condition.value());
    }

    /** A space without parameters, to add to. */
    public static SearchSpace empty() {
        return new SearchSpace(List.of());
    }

    /** The same with another parameter. */
    public SearchSpace with(String name, Domain domain) {
        return and(new Dimension(name, domain, Optional.empty()));
    }

    /** The same with a parameter that has a value only in trials where {@code other} is {@code value}. */
    public SearchSpace withIf(String other, String value, String name, Domain domain) {
        return and(new Dimension(name, domain, Optional.of(new Condition(other, value))));
    }

    private SearchSpace and(Dimension dimension) {
        List<Dimension> more = new ArrayList<>(dimensions);
        more.add(dimension);
        return new SearchSpace(more);
    }

    /** The parameter with this name. */
    public Dimension dimension(String name) {
        return dimensions.stream()
                .filter(dimension -> dimension.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("SearchSpace: expected one of "
                        + dimensions.stream().map(Dimension::name).toList() + ", but got \"" + name + "\""));
    }

    /** Random values; each parameter has its own numbers, so that another one does not change them. */
    public Settings draw(RandomKey key) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Dimension dimension : dimensions) {
            if (dimension.isActive(values)) {
                RandomKey own = key.child(dimension.name());
                values.put(dimension.name(), dimension.domain().draw(own.stream()));
            }
        }
        return new Settings(values);
    }
}
