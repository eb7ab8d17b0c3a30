package org.rnn4j.examples.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rnn4j.check.GradientCheck;
import org.rnn4j.data.augment.WordDropout;
import org.rnn4j.data.labelled.LabelledText;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.data.vocabulary.WordFeatures;
import org.rnn4j.examples.sentiment.SentimentModel;
import org.rnn4j.examples.text.TextSizes.Dropouts;
import org.rnn4j.examples.text.TextSizes.Encoder;
import org.rnn4j.kernel.Context;
import org.rnn4j.kernel.KernelChoice;
import org.rnn4j.layer.Initializers;
import org.rnn4j.layer.Linear;
import org.rnn4j.loss.CrossEntropy;
import org.rnn4j.optim.Objective;
import org.rnn4j.optim.Supervised;
import org.rnn4j.optim.TargetReplication;
import org.rnn4j.tensor.Batch;
import org.rnn4j.tensor.RandomKey;

/** How texts become batches of words and of what else has entries in the vocabulary. */
class FeatureEncoderTest {
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
    void gradients_areRightWhereAWordsVectorIsASum() {
        List<LabelledText> texts = List.of(new LabelledText("good goblin", "x"), new LabelledText("gone goal", "y"));
        WordFeatures features = new WordFeatures(2, false); // every word has its prefix, so that padding is not read
        FeatureEncoder encoder = FeatureEncoder.of(texts, features, 10);
        TextSizes sizes =
                new TextSizes(encoder.vocabulary().size(), 2, 10, features, 3, Encoder.forward(2), Dropouts.NONE);
        RandomKey key = RandomKey.of(1);
        SentimentModel model = new SentimentModel(sizes, Initializers.normal(1), key);
        TextBatch input = encoder.batch(List.of(List.of("gone", "good", "gown"), List.of("good", "goblin")));
        Batch<TextBatch, int[]> batch = new Batch<>(input, new int[] {0, 1}, 2);
        Objective<Batch<TextBatch, int[]>> objective = TargetReplication.beside(
                Supervised.of(model, model::forward, CrossEntropy::mean),
                model::words,
                2,
                new Linear(3, 2, key.child("words")));

        assertThat(encoder.vocabulary().tokens()).contains("go*");
        try (Context context = Context.create(KernelChoice.PORTABLE, 1)) {
            GradientCheck.of(objective)
                    .run(context, key, pass -> pass.output(objective.loss(pass.tape(), batch)))
                    .assertPassed();
        }
    }
}
