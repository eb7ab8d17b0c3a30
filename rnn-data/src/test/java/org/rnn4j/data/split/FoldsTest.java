package org.rnn4j.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rnn4j.tensor.RandomKey;
import org.rnn4j.tensor.RandomStream;

class FoldsTest {
    private static final RandomKey KEY = RandomKey.of(1);

    private static void assertEachIsHeldOutOnce(Folds folds, int examples) {
        int[] heldOut = IntStream.range(0, folds.count())
                .flatMap(fold -> Arrays.stream(folds.heldOut(fold)))
                .sorted()
                .toArray();
        assertThat(heldOut).isEqualTo(IntStream.range(0, examples).toArray());
        for (int fold = 0; fold < folds.count(); fold++) {
            int[] both = IntStream.concat(IntStream.of(folds.train(fold)), IntStream.of(folds.heldOut(fold)))
                    .sorted()
                    .toArray();
            assertThat(both).isEqualTo(IntStream.range(0, examples).toArray());
        }
    }

    private static int[] randomNumbers(int count, int bound) {
        RandomStream random = RandomKey.of(count).stream();
        return IntStream.range(0, count).map(i -> random.nextInt(bound)).toArray();
    }

    @Test
    void randomFolds_differByAtMostOneExample() {
        Folds folds = Folds.random(23, 5, KEY);
        assertEachIsHeldOutOnce(folds, 23);
        assertThat(IntStream.range(0, 5).map(fold -> folds.heldOut(fold).length))
                .containsExactly(5, 5, 5, 4, 4);
        assertThat(folds.heldOut(0)).isSorted().isNotEqualTo(new int[] {0, 5, 10, 15, 20});
        assertThat(Folds.random(23, 5, KEY)).isEqualTo(folds).hasSameHashCodeAs(folds);
        assertThat(Folds.random(23, 5, KEY.child(2))).isNotEqualTo(folds);
        assertThat(folds).hasToString("Folds[5 folds of 23 examples]");
    }

    @Test
    void stratifiedFolds_haveTheClassesInProportion() {
        int[] labels = randomNumbers(211, 4);
        Folds folds = Folds.stratified(labels, 6, KEY);
        assertEachIsHeldOutOnce(folds, 211);
        for (int label = 0; label < 4; label++) {
            int wanted = label;
            long members = IntStream.of(labels).filter(l -> l == wanted).count();
            for (int fold = 0; fold < 6; fold++) {
                long here = IntStream.of(folds.heldOut(fold))
                        .filter(i -> labels[i] == wanted)
                        .count();
                assertThat(here).isBetween(members / 6, members / 6 + 1);
            }
        }
        IntStream.range(0, 6)
                .forEach(fold -> assertThat(folds.heldOut(fold).length).isBetween(35, 36));
    }

    @Test
    void groupedFolds_keepGroupsTogetherAndSizesEven() {
        int[] groups = randomNumbers(300, 40);
        Folds folds = Folds.grouped(groups, 4, KEY);
        assertEachIsHeldOutOnce(folds, 300);
        for (int fold = 0; fold < 4; fold++) {
            Set<Integer> here =
                    IntStream.of(folds.heldOut(fold)).mapToObj(i -> groups[i]).collect(Collectors.toSet());
            assertThat(IntStream.of(folds.train(fold)).mapToObj(i -> groups[i])).doesNotContainAnyElementsOf(here);
            assertThat(folds.heldOut(fold).length).isBetween(72, 78);
        }
        assertThat(Folds.grouped(groups, 4, KEY.child(3))).isNotEqualTo(folds);
    }

    @Test
    void impossibleFolds_areRefused() {
        assertThatThrownBy(() -> Folds.random(3, 4, KEY)).hasMessageContaining("examples (3), but got 4");
        assertThatThrownBy(() -> Folds.random(3, 1, KEY)).hasMessageContaining("but got 1");
        assertThatThrownBy(() -> Folds.stratified(new int[] {0, 0, 0, 1}, 2, KEY))
                .hasMessageContaining("class 1 has only 1 example for 2 folds");
        assertThatThrownBy(() -> Folds.stratified(new int[] {0, -1}, 2, KEY)).hasMessageContaining("label 1 is -1");
        assertThatThrownBy(() -> Folds.grouped(new int[] {0, 0, 1}, 3, KEY)).hasMessageContaining("groups (2)");
        assertThatThrownBy(() -> Folds.random(3, 2, KEY).train(2)).hasMessageContaining("from 0 to 1, but got 2");
    }
}
