package org.rnn4j.examples.text;

import java.util.List;
import org.rnn4j.data.batch.TextEncoder;
import org.rnn4j.data.labelled.LabelledText;
import org.rnn4j.data.text.Tokenizer;
import org.rnn4j.data.text.WordTokenizer;

/** The words of texts, in lower case: what networks and naive Bayes learn from alike. */
public final class TextWords {
    /** What cuts the texts to learn from. */
    public static final Tokenizer TOKENIZER = new WordTokenizer().lowerCase();

    private TextWords() {}

    /** The words of each text, at least one. */
    public static List<List<String>> of(List<LabelledText> texts) {
        return TextEncoder.words(TOKENIZER, LabelledText.texts(texts));
    }
}
