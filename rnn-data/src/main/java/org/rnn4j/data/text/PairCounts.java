package org.rnn4j.data.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How often each pair of neighbouring tokens occurs, kept up to date while pairs are merged: only the pieces that have
 * the merged pair are counted again.
 */
final class PairCounts {
    private final List<List<String>> pieces = new ArrayList<>();
    private final List<Long> pieceCounts = new ArrayList<>();
    private final Map<BytePair, Long> counts = new HashMap<>();
    private final Map<BytePair, Set<Integer>> places = new HashMap<>();
    private final PriorityQueue<Entry> queue = new PriorityQueue<>();

    /** A count that was right when it was put into the queue: the most frequent first, then the smaller pair. */
    private record Entry(long count, BytePair pair) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int byCount = Long.compare(other.count, count);
            return byCount != 0 ? byCount : pair.compareTo(other.pair);
        }
    }

    /** The pairs of these pieces, each with how often it occurs. */
    PairCounts(Map<String, Long> counted) {
        new TreeSet<>(counted.keySet()).forEach(piece -> {
            pieces.add(piece.chars().mapToObj(c -> String.valueOf((char) c)).toList());
            pieceCounts.add(counted.getOrDefault(piece, 0L));
        });
        for (int piece = 0; piece < pieces.size(); piece++) {
            count(piece, 1);
        }
        counts.forEach((pair, count) -> queue.add(new Entry(count, pair)));
    }

    private void count(int piece, int sign) {
        List<String> tokens = pieces.get(piece);
        for (int i = 0; i + 1 < tokens.size(); i++) {
            BytePair pair = new BytePair(tokens.get(i), tokens.get(i + 1));
            counts.merge(pair, sign * pieceCounts.get(piece), Long::sum);
            places.computeIfAbsent(pair, unused -> new HashSet<>()).add(piece);
        }
    }

    /** The pair that occurs most often, or null if none occurs at least {@code minimum} times. */
    @Nullable
    BytePair mostFrequent(long minimum) {
        while (!queue.isEmpty()) {
            Entry entry = queue.remove();
            long count = counts.getOrDefault(entry.pair, 0L);
            if (count == entry.count) {
                return count < minimum ? null : entry.pair;
            }
        }
        return null;
    }

    /** Makes one token of the pair wherever it occurs. */
    void merge(BytePair pair) {
        Set<BytePair> changed = new HashSet<>();
        for (int piece : Set.copyOf(places.getOrDefault(pair, Set.of()))) {
            addPairs(piece, changed);
            count(piece, -1);
            pieces.set(piece, pair.mergeIn(pieces.get(piece)));
            count(piece, 1);
            addPairs(piece, changed);
        }
        places.remove(pair);
        for (BytePair one : changed) {
            long count = counts.getOrDefault(one, 0L);
            if (count == 0) {
                counts.remove(one);
            } else {
                queue.add(new Entry(count, one));
            }
        }
    }

    private void addPairs(int piece, Set<BytePair> into) {
        List<String> tokens = pieces.get(piece);
        for (int i = 0; i + 1 < tokens.size(); i++) {
            into.add(new BytePair(tokens.get(i), tokens.get(i + 1)));
        }
    }
}
