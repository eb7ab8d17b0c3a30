package org.rnn4j.data.split;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.rnn4j.tensor.RandomKey;

/**
 * k-fold cross-validation: every example is held out in exactly one of k folds and trained on in all others. Immutable.
 *
 * <pre>{@code
 * Folds folds = Folds.stratified(labels, 5, key.child("folds"));
 * for (int fold = 0; fold < folds.count(); fold++) {
 *     var training = TokenBatches.of(texts, labels, 64).only(folds.train(fold)).shuffled(key.child("order"));
 *     var validation = TokenBatches.of(texts, labels, 256).only(folds.heldOut(fold)).inOrder();
 * }
 * }</pre>
 */
public final class Folds {
    private final int[] foldOf;
    private final int count;

    private Folds(int[] foldOf, int count) {
        this.foldOf = foldOf;
        this.count = count;
    }

    /** The examples in random order, cut into folds whose sizes differ by at most 1. */
    public static Folds random(int examples, int count, RandomKey key) {
        requireEnough("examples", examples, count);
        int[] foldOf = new int[examples];
        int next = 0;
        for (int example : key.stream().permutation(examples)) {
            foldOf[example] = next++ % count;
        }
        return new Folds(foldOf, count);
    }

    /**
     * Each fold has the classes in the same proportions: the examples of a class are shuffled and dealt out, and the next
     * class goes on where the last one ended. In the number of examples, of a class and in all, folds differ by at most 1.
     *
     * @param labels the class of each example, at least 0
     * @throws IllegalArgumentException if a class has fewer examples than there are folds
     */
    public static Folds stratified(int[] labels, int count, RandomKey key) {
        requireEnough("examples", labels.length, count);
        int[] foldOf = new int[labels.length];
        int next = 0;
        for (Map.Entry<Integer, int[]> one :
                Members.of("Folds", "label", labels).entrySet()) {
            int[] members = one.getValue();
            if (members.length < count) {
                throw new IllegalArgumentException("Folds: class " + one.getKey() + " has only " + members.length
                        + (members.length == 1 ? " example" : " examples") + " for " + count
                        + " folds; add examples, leave the class out or make fewer folds");
            }
            key.child(one.getKey()).stream().shuffle(members);
            for (int example : members) {
                foldOf[example] = next++ % count;
            }
        }
        return new Folds(foldOf, count);
    }

    /**
     * All examples of a group are in the same fold: the largest groups first, each goes to the fold with the fewest
     * examples so far. Groups of equal size come in random order, folds of equal size in their own.
     *
     * @param groups the group of each example, at least 0: its author, patient or document
     * @throws IllegalArgumentException if there are fewer groups than folds
     */
    public static Folds grouped(int[] groups, int count, RandomKey key) {
        int[][] members = Members.of("Folds", "group", groups).values().toArray(new int[0][]);
        requireEnough("groups", members.length, count);
        int[] sizes = new int[count];
        int[] foldOf = new int[groups.length];
        IntStream.of(key.stream().permutation(members.length))
                .boxed()
                .sorted((a, b) -> members[b].length - members[a].length) // stable
                .forEach(group -> {
                    int fold = indexOfSmallest(sizes);
                    sizes[fold] += members[group].length;
                    IntStream.of(members[group]).forEach(example -> foldOf[example] = fold);
                });
        return new Folds(foldOf, count);
    }

    private static void requireEnough(String what, int available, int count) {
        if (count < 2 || count > available) {
            throw new IllegalArgumentException("Folds: expected from 2 to as many folds as there are " + what + " ("
                    + available + "), but got " + count);
        }
    }

    private static int indexOfSmallest(int[] sizes) {
        int smallest = 0;
        for (int i = 1; i < sizes.length; i++) {
            smallest = sizes[i] < sizes[smallest] ? i : smallest;
        }
        return smallest;
    }

    /** How many folds there are. */
    public int count() {
        return count;
    }

    /** The indexes of the examples that this fold holds out, ascending. */
    public int[] heldOut(int fold) {
        requireFold(fold);
        return IntStream.range(0, foldOf.length).filter(i -> foldOf[i] == fold).toArray();
    }

    /** The indexes of the examples of all other folds, ascending. */
    public int[] train(int fold) {
        requireFold(fold);
        return IntStream.range(0, foldOf.length).filter(i -> foldOf[i] != fold).toArray();
    }

    private void requireFold(int fold) {
        if (fold < 0 || fold >= count) {
            throw new IndexOutOfBoundsException(
                    "Folds: expected a fold from 0 to " + (count - 1) + ", but got " + fold);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Folds that && count == that.count && Arrays.equals(foldOf, that.foldOf);
    }

    @Override
    public int hashCode() {
        return 31 * count + Arrays.hashCode(foldOf);
    }

    /** How many folds and examples there are. */
    @Override
    public String toString() {
        return "Folds[" + count + " folds of " + foldOf.length + " examples]";
    }
}
