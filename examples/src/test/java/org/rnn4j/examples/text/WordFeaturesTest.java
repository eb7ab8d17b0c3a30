package org.rnn4j.examples.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnn4j.data.augment.WordDropout;
import org.rnn4j.data.labelled.LabelledText;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.tensor.RandomKey;

/** What has entries in the vocabulary beside words, and how texts become batches. */
class WordFeaturesTest {
    private static final WordFeatures ALL = new WordFeatures(4, true);
    private static final List<LabelledText> TEXTS = List.of(
            new LabelledText("not good", "bad"),
            new LabelledText("beauty is not good", "bad"),
            new LabelledText("beautiful beautifully", "good"));

    @Test
    void vocabulary_hasFrequentBigramsAndCommonPrefixes() {
        assertThat(FeatureEncoder.of(TEXTS, ALL, 100).vocabulary().tokens())
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
        assertThat(FeatureEncoder.of(TEXTS, WordFeatures.NONE, 100).vocabulary().tokens())
                .doesNotContain("beau*", "not good");
    }

    @Test
    void unknownWord_stillHasItsPrefix() {
        FeatureEncoder encoder = FeatureEncoder.of(TEXTS, ALL, 100);
        Vocabulary known = encoder.vocabulary();
        TextBatch batch = encoder.batch(List.of(List.of("beauties", "not", "good"), List.of("is")));

        assertThat(batch.words().ids()).containsExactly(1, known.id("is"), known.id("not"), 0, known.id("good"), 0);
        assertThat(batch.features()).hasSize(2);
        assertThat(batch.features().get(0).ids()).containsExactly(known.id("beau*"), 0, 0, 0, 0, 0);
        assertThat(batch.features().get(1).ids()).containsExactly(0, 0, 0, 0, known.id("not good"), 0);
        assertThat(batch.features())
                .allSatisfy(feature ->
                        assertThat(feature.lengths()).isEqualTo(batch.words().lengths()));
    }

    @Test
    void droppedWord_losesItsFeaturesToo() {
        FeatureEncoder encoder = FeatureEncoder.of(TEXTS, ALL, 100);
        TextBatch batch =
                encoder.inputs(TEXTS, new WordDropout(1), RandomKey.of(1)).collate(0, new int[] {1});

        assertThat(batch.words().ids()).containsOnly(1);
        assertThat(batch.features())
                .allSatisfy(feature -> assertThat(feature.ids()).containsOnly(Vocabulary.PADDING));
    }

    @Test
    void longTexts_areCutWithTheirFeatures() {
        FeatureEncoder encoder = FeatureEncoder.of(TEXTS, ALL, 1);
        assertThat(encoder.inputs(TEXTS).collate(new int[] {0}).features())
                .allSatisfy(feature -> assertThat(feature.ids()).containsExactly(0));
        assertThat(encoder.inputs(TEXTS).length(1)).isEqualTo(1);
    }

    @Test
    void prefix_countsCodePoints() {
        String face = "\uD83D\uDE00";
        assertThat(new WordFeatures(1, false).of(List.of(face + "x", face))).containsExactly(List.of(face + "*", ""));
        assertThatThrownBy(() -> new WordFeatures(-1, false)).hasMessageContaining("-1");
    }
}
