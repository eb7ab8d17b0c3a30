package org.rnn4j.data.augment;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.rnn4j.tensor.RandomStream;

/** Which words of a text are changed, and how many. */
final class Words {
    private Words() {}

    static void requireRate(String owner, double rate) {
        if (!(rate > 0 && rate <= 1)) {
            throw new IllegalArgumentException(
                    owner + ": expected a share of words above 0, at most 1, but got " + rate);
        }
    }

    /** The number of changes: the share of all words, rounded, and at least one. */
    static int changes(double rate, List<String> tokens) {
        return Math.max(1, (int) Math.rint(rate * tokens.size()));
    }

    /** The positions of words that may be changed, in a random order. */
    static int[] shuffled(List<String> tokens, Set<String> reserved, Predicate<String> fits, RandomStream random) {
        int[] positions = IntStream.range(0, tokens.size())
                .filter(i -> !reserved.contains(tokens.get(i)) && fits.test(tokens.get(i)))
                .toArray();
        random.shuffle(positions);
        return positions;
    }

    /** As many of the positions as there are changes, or all of them if there are fewer. */
    static int[] first(int count, int[] positions) {
        return Arrays.copyOf(positions, Math.min(count, positions.length));
    }
}
