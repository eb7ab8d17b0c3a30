package org.rnn4j.examples.text;

import java.util.List;
import org.rnn4j.data.labelled.LabelledText;
import org.rnn4j.data.text.Tokenizer;
import org.rnn4j.data.text.Truncation;
import org.rnn4j.data.text.WordTokenizer;
import org.rnn4j.data.vocabulary.Vocabulary;

/**
 * Texts as numbers of words in lower case: what is done alike before training and before answering.
 *
 * @param tokenizer what cuts texts into words
 * @param vocabulary the words that have numbers
 * @param longest how many words of the beginning are read
 */
public record TextEncoder(Tokenizer tokenizer, Vocabulary vocabulary, int longest) {
    /** What cuts the texts to learn from. */
    public static final Tokenizer WORDS = new WordTokenizer().lowerCase();

    /** The words of a text, at least one: the mark of an unknown word if there is none. */
    public static List<String> words(String text) {
        return words(WORDS, text);
    }

    private static List<String> words(Tokenizer tokenizer, String text) {
        List<String> words = tokenizer.tokens(text);
        return words.isEmpty() ? List.of(Vocabulary.DEFAULT_UNKNOWN_NAME) : words;
    }

    /** The words of several texts. */
    public static List<List<String>> wordsOf(List<LabelledText> texts) {
        return texts.stream().map(text -> words(text.text())).toList();
    }

    /** The words of a text as this encoder's tokenizer cuts it, at least one. */
    public List<String> cut(String text) {
        return words(tokenizer, text);
    }

    /** The numbers of words, cut to the longest length. */
    public int[] encode(List<String> words) {
        return Truncation.keepHead(longest).apply(vocabulary.encode(words));
    }

    /** How many words of a text have no number. */
    public long countUnknown(String text) {
        return cut(text).stream().filter(word -> !vocabulary.contains(word)).count();
    }
}
