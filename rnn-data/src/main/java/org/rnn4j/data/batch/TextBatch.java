package org.rnn4j.data.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.data.vocabulary.WordFeatures;
import org.rnn4j.tensor.TokenBatch;

/**
 * A batch of texts: their words, and the features of each word. A model adds or concatenates the vectors of a word and of
 * its features (Sennrich and Haddow, Linguistic input features improve neural machine translation, 2016).
 *
 * @param words the words
 * @param features for each further kind of entry of {@link WordFeatures} those that belong to the words; the number of
 *     padding where there is none
 */
public record TextBatch(TokenBatch words, List<TokenBatch> features) {
    /** Copies the list. */
    public TextBatch {
        features = List.copyOf(features);
    }

    /**
     * A batch of these texts.
     *
     * @throws IllegalArgumentException if there is none, or their words have different numbers of features
     */
    public static TextBatch of(List<EncodedText> texts) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("TextBatch: expected at least 1 text, but got none");
        }
        EncodedText.requireAlike("TextBatch", texts);
        List<TokenBatch> features = new ArrayList<>();
        for (int kind = 0; kind < texts.get(0).features().size(); kind++) {
            int one = kind;
            features.add(tokens(texts, text -> text.features().get(one)));
        }
        return new TextBatch(tokens(texts, EncodedText::words), features);
    }

    private static TokenBatch tokens(List<EncodedText> texts, Function<EncodedText, int[]> ids) {
        return TokenBatch.of(texts.stream().map(ids).toArray(int[][]::new), Vocabulary.PADDING);
    }

    /** The words, then their features: all that has a vector, for a sum of them. */
    public List<TokenBatch> entries() {
        List<TokenBatch> entries = new ArrayList<>();
        entries.add(words);
        entries.addAll(features);
        return entries;
    }
}
