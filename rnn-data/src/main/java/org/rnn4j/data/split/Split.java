package org.rnn4j.data.split;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.rnn4j.data.internal.Text;
import org.rnn4j.data.vocabulary.LabelSet;
import org.rnn4j.tensor.RandomKey;

/**
 * A division of examples into three parts that share none, as indexes in ascending order. Immutable.
 */
public final class Split {
    private static final String[] PARTS = {"training", "validation", "test"};

    private final int[][] parts;

    private Split(int[][] parts) {
        this.parts = parts;
    }

    /**
     * A random split: the examples are shuffled and divided by the fractions, what is left going to the parts with the
     * largest remainders. A function of the number of examples, fractions and key alone.
     *
     * @throws IllegalArgumentException if a part with a positive fraction gets no example
     */
    public static Split random(int examples, Fractions fractions, RandomKey key) {
        if (examples < 1) {
            throw new IllegalArgumentException("Split: expected at least 1 example, but got " + examples);
        }
        int[] order = key.stream().permutation(examples);
        int[] sizes = sizes("the data set", examples, fractions);
        int[][] parts = new int[PARTS.length][];
        int from = 0;
        for (int part = 0; part < parts.length; part++) {
            parts[part] = Arrays.copyOfRange(order, from, from + sizes[part]);
            Arrays.sort(parts[part]);
            from += sizes[part];
        }
        return new Split(parts);
    }

    /**
     * A grouped split: all examples of a group go to the same part, so that no author, patient or document is in two
     * parts. The groups come in random order, and each goes to the part that lacks most examples to its fraction; no part
     * with a positive fraction stays empty. Large groups make sizes that differ from the fractions.
     *
     * @param groups the group of each example, at least 0
     * @throws IllegalArgumentException if there are fewer groups than parts
     */
    public static Split grouped(int[] groups, Fractions fractions, RandomKey key) {
        double[] shares = {fractions.train(), fractions.validation(), fractions.test()};
        int[] partOf = GroupedSplit.parts(groups, shares, key);
        int[][] parts = new int[shares.length][];
        for (int part = 0; part < parts.length; part++) {
            int wanted = part;
            parts[part] = IntStream.range(0, partOf.length)
                    .filter(i -> partOf[i] == wanted)
                    .toArray();
        }
        return new Split(parts);
    }

    /**
     * A stratified split: the examples of each class are shuffled and divided by the fractions, so that every part has
     * the classes in the same proportions.
     *
     * <p>A class of n examples gives each part the whole number below n times its fraction; what is left goes one by one
     * to the parts with the largest remainders (the earlier part if they are equal), so every example is used. The result
     * is a function of labels, fractions and key alone.
     *
     * @param labels the class of each example, at least 0
     * @param fractions how much goes where
     * @param key where the order within each class comes from
     * @throws IllegalArgumentException if a part with a positive fraction gets no example of some class
     */
    public static Split stratified(int[] labels, Fractions fractions, RandomKey key) {
        return stratified(labels, number -> "class " + number, fractions, key);
    }

    /** The same for labels by name, which are numbered as {@link LabelSet#sorted} does; an error names the label. */
    public static Split stratified(List<String> labels, Fractions fractions, RandomKey key) {
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("Split: expected at least 1 example, but there are no labels");
        }
        LabelSet set = LabelSet.sorted(labels);
        return stratified(set.indexes(labels), number -> "the label " + Text.quote(set.name(number)), fractions, key);
    }

    private static Split stratified(int[] labels, IntFunction<String> name, Fractions fractions, RandomKey key) {
        int[] counts = new int[PARTS.length];
        int[][] parts = new int[PARTS.length][labels.length];
        for (Map.Entry<Integer, int[]> one :
                Members.of("Split", "label", labels).entrySet()) {
            int[] members = one.getValue();
            key.child(one.getKey()).stream().shuffle(members);
            int[] sizes = sizes(name.apply(one.getKey()), members.length, fractions);
            int from = 0;
            for (int part = 0; part < sizes.length; part++) {
                System.arraycopy(members, from, parts[part], counts[part], sizes[part]);
                counts[part] += sizes[part];
                from += sizes[part];
            }
        }
        for (int part = 0; part < parts.length; part++) {
            parts[part] = Arrays.copyOf(parts[part], counts[part]);
            Arrays.sort(parts[part]);
        }
        return new Split(parts);
    }

    /**
     * A chronological split: the first examples are for training, the next for validation and the last for the test, with
     * nothing shuffled. For series: whoever learns from the future of the test part fools himself.
     *
     * @param count the number of examples, in the order of time
     * @param fractions how much goes where, by the same rule as in {@link #stratified}
     * @throws IllegalArgumentException if a part with a positive fraction gets no example
     */
    public static Split chronological(int count, Fractions fractions) {
        int[] sizes = LargestRemainder.divide(
                count, new double[] {fractions.train(), fractions.validation(), fractions.test()});
        double[] shares = {fractions.train(), fractions.validation(), fractions.test()};
        int[][] parts = new int[sizes.length][];
        int from = 0;
        for (int part = 0; part < sizes.length; part++) {
            if (shares[part] > 0 && sizes[part] == 0) {
                throw new IllegalArgumentException("Split: " + count + " examples leave none for the " + PARTS[part]
                        + " part (fraction " + shares[part] + ")");
            }
            parts[part] = IntStream.range(from, from + sizes[part]).toArray();
            from += sizes[part];
        }
        return new Split(parts);
    }

    private static int[] sizes(String what, int count, Fractions fractions) {
        double[] shares = {fractions.train(), fractions.validation(), fractions.test()};
        int[] sizes = LargestRemainder.divide(count, shares);
        for (int part = 0; part < sizes.length; part++) {
            if (shares[part] > 0 && sizes[part] == 0) {
                throw new IllegalArgumentException("Split: " + what + " has only " + count
                        + (count == 1 ? " example" : " examples") + ", which leaves none for the " + PARTS[part]
                        + " part (fraction " + shares[part] + "); add examples, leave it out or merge it with another");
            }
        }
        return sizes;
    }

    /** The indexes of the training part. */
    public int[] train() {
        return parts[0].clone();
    }

    /** The indexes of the validation part. */
    public int[] validation() {
        return parts[1].clone();
    }

    /** The indexes of the test part. */
    public int[] test() {
        return parts[2].clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Split that && Arrays.deepEquals(parts, that.parts);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(parts);
    }

    /** The sizes of the parts. */
    @Override
    public String toString() {
        return "Split[train " + parts[0].length + ", validation " + parts[1].length + ", test " + parts[2].length + "]";
    }
}
