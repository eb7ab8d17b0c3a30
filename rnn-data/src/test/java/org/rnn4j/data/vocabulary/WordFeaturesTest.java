package org.rnn4j.data.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What has entries in the vocabulary beside words. */
class WordFeaturesTest {
    private static final WordFeatures ALL = new WordFeatures(4, true);
    private static final List<List<String>> TEXTS = List.of(
            List.of("not", "good"), List.of("beauty", "is", "not", "good"), List.of("beautiful", "beautifully"));

    @Test
    void vocabulary_hasFrequentBigramsAndCommonPrefixes() {
        assertThat(ALL.vocabulary(TEXTS).tokens())
                .containsExactly(
                        "<pad>",
                        "<unk>",
                        "good",
                        "not",
                        "beautiful",
                        "beautifully",
                        "beauty",
                        "is",
                        "beau*",
                        "not good");
        assertThat(WordFeatures.NONE.vocabulary(TEXTS).tokens()).doesNotContain("beau*", "not good");
    }

    @Test
    void vocabulary_ofGivenWordsKeepsTheirNumbers() {
        Vocabulary words = Vocabulary.of(List.of("is", "beauty", "beautiful", "beautifully"));
        assertThat(ALL.vocabulary(words, TEXTS).tokens())
                .containsExactly("<pad>", "<unk>", "is", "beauty", "beautiful", "beautifully", "beau*", "not good");
    }

    @Test
    void unknownWord_stillHasItsPrefix() {
        Vocabulary known = ALL.vocabulary(TEXTS);
        List<int[]> further = ALL.encode(List.of("beauties", "not", "good"), known);
        assertThat(further).hasSize(2);
        assertThat(further.get(0)).containsExactly(known.id("beau*"), Vocabulary.PADDING, Vocabulary.PADDING);
        assertThat(further.get(1)).containsExactly(Vocabulary.PADDING, Vocabulary.PADDING, known.id("not good"));
        assertThat(WordFeatures.NONE.encode(List.of("good"), known)).isEmpty();
        assertThat(ALL.encode(List.of(), known))
                .allSatisfy(none -> assertThat(none).isEmpty());
    }

    @Test
    void prefix_countsCodePoints() {
        String face = "\uD83D\uDE00";
        WordFeatures one = new WordFeatures(1, false);
        Vocabulary known = one.vocabulary(List.of(List.of(face + "x", face + "y", face + "z")));
        assertThat(known.tokens()).contains(face + "*");
        assertThat(one.encode(List.of(face + "new", face), known).get(0))
                .containsExactly(known.id(face + "*"), Vocabulary.PADDING);
    }

    @Test
    void prefix_isNotNegative() {
        assertThatThrownBy(() -> new WordFeatures(-1, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 letters or more, but got -1");
    }
}
