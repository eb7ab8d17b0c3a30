package org.rnn4j.data.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rnn4j.tensor.RandomKey;

/** Draws equally many examples of each class. */
final class BalancedClasses {
    private final int[][] members;
    private final int count;

    private BalancedClasses(int[][] members, int count) {
        this.members = members;
        this.count = count;
    }

    /** The classes of these examples, of which as many are drawn as there are. */
    static BalancedClasses of(int[] indexes, int[] labels, int examples) {
        if (labels.length != examples) {
            throw new IllegalArgumentException("Batches: expected one label for each of the " + examples
                    + " sequences, but got " + labels.length + " labels");
        }
        Map<Integer, List<Integer>> byLabel = new TreeMap<>();
        for (int index : indexes) {
            byLabel.computeIfAbsent(labels[index], unused -> new ArrayList<>()).add(index);
        }
        int[][] members = byLabel.values().stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        return new BalancedClasses(members, indexes.length);
    }

    /** The examples of one epoch, whose key this is. */
    int[] drawn(RandomKey key) {
        int classes = members.length;
        int[] drawn = new int[count];
        int[] luck = key.child("rest").stream().permutation(classes); // who gets one more if they do not divide evenly
        int filled = 0;
        for (int c = 0; c < classes; c++) {
            int wanted = count / classes + (luck[c] < count % classes ? 1 : 0);
            fill(drawn, filled, wanted, members[c], key.child(c));
            filled += wanted;
        }
        key.child("order").stream().shuffle(drawn);
        return drawn;
    }

    /** An example occurs again only after all others of its class have. */
    private static void fill(int[] drawn, int from, int wanted, int[] of, RandomKey key) {
        for (int filled = 0, round = 0; filled < wanted; round++) {
            int[] shuffled = Indexes.shuffled(of, key.child(round).stream());
            int taken = Math.min(wanted - filled, shuffled.length);
            System.arraycopy(shuffled, 0, drawn, from + filled, taken);
            filled += taken;
        }
    }
}
