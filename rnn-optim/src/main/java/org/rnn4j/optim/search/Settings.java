package org.rnn4j.optim.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values of the hyper-parameters in one trial; those whose condition is not met are absent.
 *
 * @param values the values by name, in the order of the space: Double, Long or String
 */
public record Settings(Map<String, Object> values) {
    /** Copies the values. */
    public Settings {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Whether this parameter has a value. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value of a real parameter. */
    public double real(String name) {
        return value(name, Double.class);
    }

    /** The value of an integer parameter. */
    public long integer(String name) {
        return value(name, Long.class);
    }

    /** The value of a choice. */
    public String choice(String name) {
        return value(name, String.class);
    }

    private <T> T value(String name, Class<T> type) {
        Object value = values.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("Settings: expected \"" + name + "\" to be a " + type.getSimpleName()
                    + ", but got " + (value == null ? "no value" : value) + " in " + values);
        }
        return type.cast(value);
    }
}
