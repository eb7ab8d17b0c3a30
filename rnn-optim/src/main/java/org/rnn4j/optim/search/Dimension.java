package org.rnn4j.optim.search;

import java.util.Map;
import java.util.Optional;

/**
 * One hyper-parameter of a space.
 *
 * @param name its name, unique in the space; without commas and quotation marks
 * @param domain its values
 * @param condition when it has a value at all; always, if empty
 */
public record Dimension(String name, Domain domain, Optional<Condition> condition) {
    /** Checks the name. */
    public Dimension {
        Words.require("Dimension", "a name", name);
    }

    /** Whether it has a value where the earlier parameters have these. */
    boolean isActive(Map<String, Object> earlier) {
        return condition.isEmpty()
                || condition
                        .get()
                        .value()
                        .equals(String.valueOf(earlier.get(condition.get().parameter())));
    }
}
