package org.rnn4j.optim.search;

import java.util.List;
import org.rnn4j.tensor.RandomStream;

/**
 * What values a hyper-parameter may take. A value is a {@link Double} ({@link Uniform}, {@link LogUniform}), a {@link
 * Long} ({@link IntegerRange}) or a {@link String} ({@link Choice}). Immutable.
 */
public sealed interface Domain permits Uniform, LogUniform, IntegerRange, Choice {
    /** A random value. */
    Object draw(RandomStream stream);

    /** At most {@code points} values that cover the domain evenly, both ends among them; a choice gives all its values. */
    List<Object> grid(int points);

    /**
     * The value that {@link Object#toString()} wrote.
     *
     * @throws IllegalArgumentException if the text is no value of this domain
     */
    Object parse(String text);
}
