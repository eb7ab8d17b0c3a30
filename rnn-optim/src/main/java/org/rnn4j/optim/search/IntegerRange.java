package org.rnn4j.optim.search;

import java.util.ArrayList;
import java.util.List;
import org.rnn4j.optim.Require;
import org.rnn4j.tensor.RandomStream;

/**
 * Whole numbers, all equally likely.
 *
 * @param lowest the smallest value
 * @param highest the largest value, at least {@code lowest}; at most 2^31 - 2 above it
 */
public record IntegerRange(long lowest, long highest) implements Domain {
    /** Checks the ends. */
    public IntegerRange {
        Require.that(lowest <= highest, "IntegerRange", "the highest value", "at least the lowest, " + lowest, highest);
        long distance = highest - lowest;
        Require.that(
                distance >= 0 && distance < Integer.MAX_VALUE,
                "IntegerRange",
                "the ends",
                "less than 2^31 - 1 apart",
                lowest + ", " + highest);
    }

    @Override
    public Object draw(RandomStream stream) {
        long count = highest - lowest + 1;
        return Long.valueOf(lowest + (long) (stream.nextDouble() * count));
    }

    @Override
    public List<Object> grid(int points) {
        long count = highest - lowest + 1;
        List<Object> values = new ArrayList<>();
        for (double share : Shares.of((int) Math.min(points, count))) {
            values.add(lowest + (long) Math.floor(share * (count - 1) + 0.5));
        }
        return List.copyOf(values);
    }

    @Override
    public Object parse(String text) {
        long value = Numbers.whole(text);
        Require.that(
                value >= lowest && value <= highest,
                "IntegerRange",
                "a value",
                "from " + lowest + " to " + highest,
                text);
        return value;
    }
}
