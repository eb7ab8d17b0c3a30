package org.rnn4j.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnn4j.data.augment.AugmentedTexts;
import org.rnn4j.data.augment.WordDropout;
import org.rnn4j.data.text.Tokenizer;
import org.rnn4j.data.text.WordTokenizer;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.data.vocabulary.WordFeatures;
import org.rnn4j.tensor.RandomKey;

class TextEncoderTest {
    private static final Tokenizer WORDS = new WordTokenizer().lowerCase();
    private static final WordFeatures ALL = new WordFeatures(4, true);
    private static final List<String> TEXTS = List.of("not good", "beauty is not good", "beautiful beautifully");

    private static TextEncoder encoder(int longest) {
        return TextEncoder.of(WORDS, ALL, longest, TEXTS);
    }

    @Test
    void vocabulary_hasFrequentBigramsAndCommonPrefixes() {
        assertThat(encoder(100).vocabulary().tokens())
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
        assertThat(TextEncoder.of(WORDS, WordFeatures.NONE, 100, TEXTS)
                        .vocabulary()
                        .tokens())
                .doesNotContain("beau*", "not good");
    }

    @Test
    void unknownWord_stillHasItsPrefix() {
        TextEncoder encoder = encoder(100);
        Vocabulary known = encoder.vocabulary();
        TextBatch batch = encoder.batch(List.of(List.of("beauties", "not", "good"), List.of("is")));

        assertThat(batch.words().ids()).containsExactly(1, known.id("is"), known.id("not"), 0, known.id("good"), 0);
        assertThat(batch.features()).hasSize(2);
        assertThat(batch.features().get(0).ids()).containsExactly(known.id("beau*"), 0, 0, 0, 0, 0);
        assertThat(batch.features().get(1).ids()).containsExactly(0, 0, 0, 0, known.id("not good"), 0);
        assertThat(batch.features())
                .allSatisfy(feature ->
                        assertThat(feature.lengths()).isEqualTo(batch.words().lengths()));
        assertThat(batch.entries())
                .containsExactly(
                        batch.words(), batch.features().get(0), batch.features().get(1));
        assertThat(encoder.countUnknown("Beauties are not good")).isEqualTo(2);
    }

    @Test
    void droppedWord_losesItsFeaturesToo() {
        TextEncoder encoder = encoder(100);
        TextBatch batch = new AugmentedTexts<>(
                        encoder.words(TEXTS), new WordDropout(1), encoder::batch, RandomKey.of(1))
                .collate(0, new int[] {1});

        assertThat(batch.words().ids()).containsOnly(1);
        assertThat(batch.features())
                .allSatisfy(feature -> assertThat(feature.ids()).containsOnly(Vocabulary.PADDING));
    }

    @Test
    void longTexts_areCutWithTheirFeatures() {
        Inputs<TextBatch> inputs = encoder(1).inputs(TEXTS);
        assertThat(inputs.collate(new int[] {0}).features())
                .allSatisfy(feature -> assertThat(feature.ids()).containsExactly(0));
        assertThat(inputs.length(1)).isEqualTo(1);
        assertThat(inputs.count()).isEqualTo(3);
    }

    @Test
    void textWithoutWords_isOneUnknownWord() {
        assertThat(encoder(100).words(" \t")).containsExactly("<unk>");
        assertThat(encoder(100)
                        .inputs(List.of(""))
                        .collate(new int[] {0})
                        .words()
                        .ids())
                .containsExactly(1);
    }

    @Test
    void partOfAText_keepsTheFeaturesOfItsWords() {
        EncodedText part = new EncodedText(new int[] {2, 3, 4}, List.of(new int[] {5, 0, 6})).part(1, 3);
        assertThat(part.words()).containsExactly(3, 4);
        assertThat(part.features()).containsExactly(new int[] {0, 6});
    }

    @Test
    void partThatIsNotOfTheText_isRefused() {
        EncodedText text = new EncodedText(new int[] {2, 3, 4}, List.of());
        assertThat(text.part(0, 3).words()).containsExactly(2, 3, 4);
        assertThat(text.part(3, 3).words()).isEmpty();
        for (int[] range : new int[][] {{1, 5}, {-1, 2}, {2, 1}, {4, 4}}) {
            assertThatThrownBy(() -> text.part(range[0], range[1]))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessage("EncodedText.part: expected positions from 0 to 3 in ascending order, but got "
                            + range[0] + " to " + range[1]);
        }
    }

    @Test
    void inputsWithUnlikeFeatures_areRefusedAtOnce() {
        EncodedText without = new EncodedText(new int[] {1}, List.of());
        EncodedText with = new EncodedText(new int[] {1}, List.of(new int[] {2}));
        assertThatThrownBy(() -> Inputs.texts(List.of(with, with, without)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Inputs: expected as many kinds of features in each text as text 0 has, which is 1, but text 2 has 0;"
                                + " encode all of them alike");
        assertThat(Inputs.texts(List.of()).count()).isZero();
    }

    @Test
    void textsThatDoNotFit_areRefused() {
        assertThatThrownBy(() -> new EncodedText(new int[] {1, 2}, List.of(new int[] {1})))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a feature for each of 2 words, but got 1");
        EncodedText without = new EncodedText(new int[] {1}, List.of());
        EncodedText with = new EncodedText(new int[] {1}, List.of(new int[] {2}));
        assertThatThrownBy(() -> TextBatch.of(List.of(without, with)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "TextBatch: expected as many kinds of features in each text as text 0 has, which is 0, but text 1 has 1");
        assertThatThrownBy(() -> TextBatch.of(List.of())).hasMessageContaining("expected at least 1 text");
        assertThatThrownBy(() -> encoder(0)).hasMessageContaining("at least 1 word of a text, but got 0");
    }
}
