package org.rnn4j.examples.text;

import java.util.List;
import org.rnn4j.data.augment.AugmentedTexts;
import org.rnn4j.data.augment.TextAugmentation;
import org.rnn4j.data.batch.Inputs;
import org.rnn4j.data.labelled.LabelledText;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.data.vocabulary.WordFeatures;
import org.rnn4j.tensor.RandomKey;

/**
 * Texts as batches: the numbers of their words, and those of what else has entries in the vocabulary.
 *
 * @param words what makes numbers of words
 * @param features what else of a text has numbers
 */
public record FeatureEncoder(TextEncoder words, WordFeatures features) {
    /** An encoder that knows the words of these texts, and such features of them. */
    public static FeatureEncoder of(List<LabelledText> texts, WordFeatures features, int longest) {
        Vocabulary vocabulary = features.vocabulary(TextEncoder.wordsOf(texts));
        return new FeatureEncoder(new TextEncoder(TextEncoder.WORDS, vocabulary, longest), features);
    }

    /** The words, and what else of a text has numbers. */
    public Vocabulary vocabulary() {
        return words.vocabulary();
    }

    /** These texts as the inputs of batches. */
    public Inputs<TextBatch> inputs(List<LabelledText> texts) {
        return new EncodedTexts(
                texts.stream().map(text -> encode(words.cut(text.text()))).toList());
    }

    /** The same, changed anew in each epoch. */
    public Inputs<TextBatch> inputs(List<LabelledText> texts, TextAugmentation changes, RandomKey key) {
        List<List<String>> read =
                texts.stream().map(text -> words.cut(text.text())).toList();
        return new AugmentedTexts<>(read, changes, this::batch, key);
    }

    /** Texts as one batch, of their words. */
    TextBatch batch(List<List<String>> texts) {
        return TextBatch.of(texts.stream().map(this::encode).toList());
    }

    /** The numbers of a text of these words, cut to the longest length. */
    public EncodedText encode(List<String> text) {
        List<String> read = text.subList(0, Math.min(words.longest(), text.size()));
        return new EncodedText(words.encode(read), features.encode(read, vocabulary()));
    }
}
