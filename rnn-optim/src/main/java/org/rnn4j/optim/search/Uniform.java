package org.rnn4j.optim.search;

import java.util.ArrayList;
import java.util.List;
import org.rnn4j.optim.Require;
import org.rnn4j.tensor.RandomStream;

/**
 * Real numbers, all equally likely.
 *
 * @param lowest the smallest value, finite
 * @param highest the largest value, finite and above {@code lowest}
 */
public record Uniform(double lowest, double highest) implements Domain {
    /** Checks the ends. */
    public Uniform {
        Require.that(Double.isFinite(highest - lowest), "Uniform", "the ends", "finite", lowest + ", " + highest);
        Require.that(lowest < highest, "Uniform", "the highest value", "above the lowest, " + lowest, highest);
    }

    @Override
    public Object draw(RandomStream stream) {
        return at(stream.nextDouble());
    }

    @Override
    public List<Object> grid(int points) {
        List<Object> values = new ArrayList<>();
        for (double share : Shares.of(points)) {
            values.add(at(share));
        }
        return List.copyOf(values);
    }

    @Override
    public Object parse(String text) {
        double value = Numbers.real(text);
        Require.that(
                value >= lowest && value <= highest, "Uniform", "a value", "from " + lowest + " to " + highest, text);
        return value;
    }

    private Double at(double share) {
        return Math.min(highest, lowest + share * (highest - lowest));
    }
}
