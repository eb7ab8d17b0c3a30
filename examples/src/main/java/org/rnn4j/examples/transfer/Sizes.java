package org.rnn4j.examples.transfer;

import static org.rnn4j.examples.Requirements.requireSize;

import org.rnn4j.data.batch.TextEncoder;
import org.rnn4j.data.text.Tokenizer;
import org.rnn4j.data.vocabulary.Vocabulary;
import org.rnn4j.data.vocabulary.WordFeatures;
import org.rnn4j.examples.ModelSizes;
import org.rnn4j.io.JsonObject;

/**
 * The sizes of a {@link Classifier}: all that is needed to build it again.
 *
 * @param words the words that the language model knows, padding and unknown included; the first entries of the vocabulary
 * @param tokens all entries of the vocabulary: the words, and then what else a text has vectors for
 * @param longest how many words of a text are read
 * @param features what else of a text has entries in the vocabulary
 * @param embedding the numbers per token
 * @param hidden the units of the encoder, in each direction
 * @param labels the labels to choose from
 */
record Sizes(int words, int tokens, int longest, WordFeatures features, int embedding, int hidden, int labels)
        implements ModelSizes {
    /** The name of this architecture in {@code model.json}. */
    static final String NAME = "pretrained-text-classifier";

    private static final int MOST = 1 << 24;

    /** Checks the ranges. */
    Sizes {
        requireSize("words", words, 3, MOST);
        requireSize("tokens", tokens, words, MOST);
        requireSize("longest", longest, 1, MOST);
        requireSize("embedding", embedding, 1, MOST);
        requireSize("hidden", hidden, 1, MOST);
        requireSize("labels", labels, 2, MOST);
    }

    @Override
    public long parameterCount() {
        long direction = 4L * hidden * (embedding + hidden + 2L);
        return (tokens + 1L) * embedding + 2 * direction + (long) labels * (Classifier.POOLS * hidden + 1L);
    }

    /** What makes numbers of texts for such a classifier. */
    TextEncoder encoder(Tokenizer tokenizer, Vocabulary vocabulary) {
        return new TextEncoder(tokenizer, vocabulary, features, longest);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("words", words)
                .put("tokens", tokens)
                .put("longest", longest)
                .put("prefix", features.prefix())
                .put("bigrams", features.bigrams())
                .put("embedding", embedding)
                .put("hidden", hidden)
                .put("labels", labels)
                .build();
    }

    /** The same for so many labels. */
    Sizes withLabels(int newLabels) {
        return new Sizes(words, tokens, longest, features, embedding, hidden, newLabels);
    }

    static Sizes of(JsonObject json) {
        json.requireOnly("words", "tokens", "longest", "prefix", "bigrams", "embedding", "hidden", "labels");
        return new Sizes(
                json.integer("words"),
                json.integer("tokens"),
                json.integer("longest"),
                new WordFeatures(json.integer("prefix"), json.bool("bigrams")),
                json.integer("embedding"),
                json.integer("hidden"),
                json.integer("labels"));
    }
}
