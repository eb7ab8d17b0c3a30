package org.rnn4j.optim.search;

import java.util.ArrayList;
import java.util.List;
import org.rnn4j.optim.Require;
import org.rnn4j.tensor.RandomStream;

/**
 * Positive real numbers whose logarithms are all equally likely, as for learning rates.
 *
 * @param lowest the smallest value, finite and above 0
 * @param highest the largest value, finite and above {@code lowest}
 */
public record LogUniform(double lowest, double highest) implements Domain {
    /** Checks the ends. */
    public LogUniform {
        Require.that(lowest > 0, "LogUniform", "the lowest value", "above 0", lowest);
        Require.that(
                lowest < highest && Double.isFinite(highest),
                "LogUniform",
                "the highest value",
                "finite and above the lowest, " + lowest,
                highest);
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
                value >= lowest && value <= highest,
                "LogUniform",
                "a value",
                "from " + lowest + " to " + highest,
                text);
        return value;
    }

    private Double at(double share) {
        if (share == 0 || share == 1) {
            return share == 0 ? lowest : highest; // the ends themselves, not what rounding makes of them
        }
        double from = StrictMath.log(lowest);
        double value = StrictMath.exp(from + share * (StrictMath.log(highest) - from));
        return Math.max(lowest, Math.min(highest, value)); // against rounding
    }
}
