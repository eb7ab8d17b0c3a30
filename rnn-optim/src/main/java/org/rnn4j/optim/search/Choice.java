package org.rnn4j.optim.search;

import java.util.HashSet;
import java.util.List;
import org.rnn4j.optim.Require;
import org.rnn4j.tensor.RandomStream;

/**
 * One of some words, all equally likely.
 *
 * @param values the words, at least one, no two alike; without commas and quotation marks
 */
public record Choice(List<String> values) implements Domain {
    /** Checks the words and copies the list. */
    public Choice {
        values = List.copyOf(values);
        Require.that(!values.isEmpty(), "Choice", "the values", "at least one", values);
        Require.that(new HashSet<>(values).size() == values.size(), "Choice", "the values", "different", values);
        values.forEach(value -> Words.require("Choice", "a value", value));
    }

    /** A choice between these words. */
    public static Choice of(String... values) {
        return new Choice(List.of(values));
    }

    @Override
    public Object draw(RandomStream stream) {
        return values.get((int) (stream.nextDouble() * values.size()));
    }

    @Override
    public List<Object> grid(int points) {
        return List.copyOf(values);
    }

    @Override
    public Object parse(String text) {
        Require.that(values.contains(text), "Choice", "a value", "one of " + values, text);
        return text;
    }
}
