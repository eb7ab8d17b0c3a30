package org.rnn4j.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.rnn4j.data.vocabulary.LabelSet;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

class SplitTest {
    private static final Fractions USUAL = new Fractions(0.8, 0.1, 0.1);
    private static final RandomKey KEY = RandomKey.of(1);

    private static int[] labels(int seed, int classes, int atLeast) {
        RandomStream random = RandomKey.of(seed).stream();
        int[] labels = IntStream.range(0, classes)
                .flatMap(label ->
                        IntStream.range(0, atLeast + random.nextInt(40)).map(unused -> label))
                .toArray();
        random.shuffle(labels);
        return labels;
    }

    private static long count(int[] indexes, int[] labels, int label) {
        return Arrays.stream(indexes).filter(i -> labels[i] == label).count();
    }

    @Test
    void parts_holdEveryExampleExactlyOnceInAscendingOrder() {
        for (int seed = 0; seed < 20; seed++) {
            int[] labels = labels(seed, 7, 10);
            Split split = Split.stratified(labels, USUAL, KEY.child(seed));
            int[] all = Stream.of(split.train(), split.validation(), split.test())
                    .flatMapToInt(Arrays::stream)
                    .sorted()
                    .toArray();
            assertThat(all).containsExactly(IntStream.range(0, labels.length).toArray());
            assertThat(split.train()).isSorted();
            assertThat(split.validation()).isSorted();
            assertThat(split.test()).isSorted();
        }
    }

    @Test
    void everyClass_isDividedWithinOneExampleOfItsFractions() {
        int[] labels = labels(3, 9, 10);
        Split split = Split.stratified(labels, USUAL, KEY);
        for (int label = 0; label < 9; label++) {
            int one = label;
            long n = Arrays.stream(labels).filter(l -> l == one).count();
            assertThat((double) count(split.train(), labels, label)).isBetween(0.8 * n - 1, 0.8 * n + 1);
            assertThat((double) count(split.validation(), labels, label)).isBetween(0.1 * n - 1, 0.1 * n + 1);
            assertThat((double) count(split.test(), labels, label)).isBetween(0.1 * n - 1, 0.1 * n + 1);
        }
    }

    @Test
    void sizes_followTheLargestRemainder() {
        assertThat(LargestRemainder.divide(10, new double[] {0.8, 0.1, 0.1})).containsExactly(8, 1, 1);
        assertThat(LargestRemainder.divide(12, new double[] {0.8, 0.1, 0.1})).containsExactly(10, 1, 1);
        assertThat(LargestRemainder.divide(17, new double[] {0.8, 0.1, 0.1})).containsExactly(13, 2, 2);
        assertThat(LargestRemainder.divide(15, new double[] {0.8, 0.1, 0.1})).containsExactly(12, 2, 1);
        assertThat(LargestRemainder.divide(100, new double[] {0.29, 0.57, 0.14}))
                .containsExactly(29, 57, 14);
        assertThat(LargestRemainder.divide(2, new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}))
                .containsExactly(1, 1, 0);
        assertThat(LargestRemainder.divide(0, new double[] {0.5, 0.5, 0})).containsExactly(0, 0, 0);
        for (int n = 0; n < 3000; n++) {
            assertThat(Arrays.stream(LargestRemainder.divide(n, new double[] {0.7, 0.2, 0.1}))
                            .sum())
                    .isEqualTo(n);
        }
    }

    @Test
    void sameKey_givesTheSameSplitAndAnotherKeyAnother() {
        int[] labels = labels(5, 5, 10);
        Split split = Split.stratified(labels, USUAL, KEY);
        assertThat(Split.stratified(labels, USUAL, KEY)).isEqualTo(split).hasSameHashCodeAs(split);
        assertThat(Split.stratified(labels, USUAL, RandomKey.of(2))).isNotEqualTo(split);
    }

    @Test
    void classWithTooFewExamples_isAnErrorThatNamesIt() {
        int[] labels = new int[43];
        Arrays.fill(labels, 0, 3, 4);
        assertThatThrownBy(() -> Split.stratified(labels, USUAL, KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("class 4 has only 3 examples")
                .hasMessageContaining("none for the validation part")
                .hasMessageContaining("merge");
        assertThat(Split.stratified(labels, new Fractions(0.5, 0, 0.5), KEY).validation())
                .isEmpty();
    }

    @Test
    void labelsByName_areDividedLikeTheirNumbers_andNamedInErrors() {
        List<String> names = Arrays.stream(labels(4, 3, 10))
                .mapToObj(number -> "label " + number)
                .toList();
        assertThat(Split.stratified(names, USUAL, KEY))
                .isEqualTo(Split.stratified(LabelSet.sorted(names).indexes(names), USUAL, KEY));

        List<String> one = Stream.concat(names.stream(), Stream.of("rare")).toList();
        assertThatThrownBy(() -> Split.stratified(one, USUAL, KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the label \"rare\" has only 1 example,");
        assertThatThrownBy(() -> Split.stratified(List.<String>of(), USUAL, KEY))
                .hasMessageContaining("no labels");
    }

    @Test
    void negativeLabelsAndNoLabels_areRefused() {
        assertThatThrownBy(() -> Split.stratified(new int[] {0, -1}, USUAL, KEY))
                .hasMessageContaining("label 1 is -1");
        assertThatThrownBy(() -> Split.stratified(new int[0], USUAL, KEY)).hasMessageContaining("no labels");
    }

    @Test
    void fractions_areChecked() {
        assertThatThrownBy(() -> new Fractions(0.8, 0.1, 0.2)).hasMessageContaining("add up to 1");
        assertThatThrownBy(() -> new Fractions(0, 0.5, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Fractions(1.1, -0.1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Fractions(Double.NaN, 0.5, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Fractions(1, 0, 0).test()).isZero();
    }

    @Test
    void randomSplit_usesEveryExampleOnceInSizesOfTheFractions() {
        Split split = Split.random(103, USUAL, KEY);
        assertThat(all(split)).isEqualTo(IntStream.range(0, 103).toArray());
        assertThat(split.train()).hasSize(83).isSorted();
        assertThat(Split.random(103, USUAL, KEY)).isEqualTo(split);
        assertThat(Split.random(103, USUAL, KEY.child(1))).isNotEqualTo(split);
        assertThatThrownBy(() -> Split.random(2, USUAL, KEY)).hasMessageContaining("the data set has only 2 examples");
        assertThatThrownBy(() -> Split.random(0, USUAL, KEY)).hasMessageContaining("at least 1 example, but got 0");
    }

    private static int[] all(Split split) {
        return Stream.of(split.train(), split.validation(), split.test())
                .flatMapToInt(IntStream::of)
                .sorted()
                .toArray();
    }

    @Test
    void groupedSplit_keepsGroupsTogether() {
        for (int seed = 0; seed < 50; seed++) {
            RandomStream random = RandomKey.of(seed).stream();
            int[] groups = new int[200];
            for (int i = 0; i < 200; i++) {
                groups[i] = random.nextInt(3 + seed);
            }
            Split split = Split.grouped(groups, USUAL, KEY.child(seed));
            assertThat(all(split)).isEqualTo(IntStream.range(0, 200).toArray());
            for (int[] part : new int[][] {split.train(), split.validation(), split.test()}) {
                assertThat(part).isNotEmpty();
                Set<Integer> here = IntStream.of(part).mapToObj(i -> groups[i]).collect(Collectors.toSet());
                long members = IntStream.of(groups).filter(here::contains).count();
                assertThat(part).as("groups of seed %d", seed).hasSize((int) members);
            }
            if (seed > 30) {
                assertThat(split.train().length / 200.0).isBetween(USUAL.train() - 0.05, USUAL.train() + 0.05);
            }
        }
    }

    @Test
    void fewerGroupsThanParts_areRefused() {
        assertThatThrownBy(() -> Split.grouped(new int[] {1, 1, 2}, USUAL, KEY)).hasMessageContaining("are 2 groups");
        assertThatThrownBy(() -> Split.grouped(new int[] {1, -1}, USUAL, KEY)).hasMessageContaining("group 1 is -1");
        Split two = Split.grouped(new int[] {1, 1, 1, 1, 2}, new Fractions(0.5, 0, 0.5), KEY);
        assertThat(two.validation()).isEmpty();
        assertThat(two.test()).isNotEmpty();
    }
}
