package org.rnn4j.data.batch;

import java.util.List;
import org.rnn4j.data.text.Tokenizer;
import org.rnn4j.data.text.Truncation;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.data.vocabulary.WordFeatures;

/**
 * The way from texts to batches, the same before training and before answering: a text is cut into words, and its words
 * and their features become numbers.
 *
 * <pre>{@code
 * TextEncoder encoder = TextEncoder.of(new WordTokenizer().lowerCase(), new WordFeatures(4, true), 100, trainingTexts);
 * var batches = Batches.of(encoder.inputs(trainingTexts), Targets.labels(labels), 32);
 * Embedding embedding = Embedding.withPadding(encoder.vocabulary().size(), 64, Vocabulary.PADDING, key);
 * Sequence vectors = embedding.sum(tape, batch.input().entries());   // a word's vector and those of its features
 * }</pre>
 *
 * <p>Where a word has no such feature, its number is that of padding. A table with a padding row adds nothing there; one
 * without would train that row as if it were a feature.
 *
 * <p>For texts that are changed anew in each epoch: {@code new AugmentedTexts<>(encoder.words(texts), augmentation,
 * encoder::batch, key)}.
 *
 * @param tokenizer what cuts texts into words
 * @param vocabulary the words and features that have numbers
 * @param features what else of a text has numbers
 * @param longest how many words of the beginning are read, at least 1
 */
public record TextEncoder(Tokenizer tokenizer, Vocabulary vocabulary, WordFeatures features, int longest) {
    /**
     * Checks that something is read.
     *
     * @throws IllegalArgumentException if no word is read
     */
    public TextEncoder {
        if (longest < 1) {
            throw new IllegalArgumentException(
                    "TextEncoder: expected to read at least 1 word of a text, but got " + longest);
        }
    }

    /** An encoder that knows the words of these texts, and such features of them. */
    public static TextEncoder of(Tokenizer tokenizer, WordFeatures features, int longest, List<String> texts) {
        return new TextEncoder(tokenizer, features.vocabulary(words(tokenizer, texts)), features, longest);
    }

    /**
     * The words of texts as this tokenizer cuts them, at least one each: the mark of an unknown word if there is none,
     * so that no text of a batch is empty.
     */
    public static List<List<String>> words(Tokenizer tokenizer, List<String> texts) {
        return texts.stream().map(text -> words(tokenizer, text)).toList();
    }

    private static List<String> words(Tokenizer tokenizer, String text) {
        List<String> words = tokenizer.tokens(text);
        return words.isEmpty() ? List.of(Vocabulary.DEFAULT_UNKNOWN_NAME) : words;
    }

    /** The words of texts, see {@link #words(Tokenizer, List)}. */
    public List<List<String>> words(List<String> texts) {
        return words(tokenizer, texts);
    }

    /** The words of a text, see {@link #words(Tokenizer, List)}. */
    public List<String> words(String text) {
        return words(tokenizer, text);
    }

    /** These texts as the inputs of batches. */
    public Inputs<TextBatch> inputs(List<String> texts) {
        return Inputs.texts(words(texts).stream().map(this::encode).toList());
    }

    /** Texts of these words as one batch. */
    public TextBatch batch(List<List<String>> texts) {
        return TextBatch.of(texts.stream().map(this::encode).toList());
    }

    /** The numbers of a text of these words, cut to the longest length. */
    public EncodedText encode(List<String> words) {
        List<String> read = Truncation.keepHead(longest).apply(words);
        return new EncodedText(vocabulary.encode(read), features.encode(read, vocabulary));
    }

    /** How many words of a text have no number. */
    public long countUnknown(String text) {
        return words(text).stream().filter(word -> !vocabulary.contains(word)).count();
    }
}
