package org.rnn4j.examples.text;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.data.vocabulary.WordFeatures;
import org.rnn4j.tensor.TokenBatch;

/**
 * A batch of texts.
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

    /** A batch of these texts, at least one, of equally many kinds of further entries. */
    public static TextBatch of(List<EncodedText> texts) {
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
}
