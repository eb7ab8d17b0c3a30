package org.rnn4j.data.split;

import java.util.Map;
import org.rnn4j.tensor.RandomKey;

/** Divides groups, not examples: all examples of a group go to the same part. */
final class GroupedSplit {
    private final double[] lacking;
    private final int[] filled;
    private int unserved;

    private GroupedSplit(int examples, double[] shares) {
        lacking = new double[shares.length];
        filled = new int[shares.length];
        for (int part = 0; part < shares.length; part++) {
            lacking[part] = examples * shares[part];
            unserved += shares[part] > 0 ? 1 : 0;
        }
    }

    /** The part of each example. */
    static int[] parts(int[] groups, double[] shares, RandomKey key) {
        Map<Integer, int[]> members = Members.of("Split", "group", groups);
        GroupedSplit split = new GroupedSplit(groups.length, shares);
        if (members.size() < split.unserved) {
            throw new IllegalArgumentException(
                    "Split: expected at least one group for each of the " + split.unserved + " parts, but there "
                            + (members.size() == 1 ? "is 1 group" : "are " + members.size() + " groups"));
        }
        int[][] groupMembers = members.values().toArray(new int[0][]);
        int[] parts = new int[groups.length];
        int left = groupMembers.length;
        for (int group : key.stream().permutation(groupMembers.length)) {
            int part = split.take(groupMembers[group].length, left--);
            for (int example : groupMembers[group]) {
                parts[example] = part;
            }
        }
        return parts;
    }

    /** The part that lacks most; when there are only as many groups left as empty parts, the empty one that does. */
    private int take(int size, int groupsLeft) {
        boolean emptyOnly = groupsLeft <= unserved;
        int chosen = -1;
        for (int part = 0; part < lacking.length; part++) {
            boolean possible = lacking[part] > 0 && (!emptyOnly || filled[part] == 0);
            if (possible && (chosen < 0 || lacking[part] > lacking[chosen])) {
                chosen = part;
            }
        }
        chosen = Math.max(chosen, 0); // rounding can leave nothing lacking
        unserved -= filled[chosen] == 0 ? 1 : 0;
        filled[chosen]++;
        lacking[chosen] -= size;
        return chosen;
    }
}
