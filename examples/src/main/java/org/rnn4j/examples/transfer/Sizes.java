package org.rnn4j.examples.transfer;

import static org.rnn4j.examples.Requirements.requireSize;

import org.rnn4j.examples.ModelSizes;
import org.rnn4j.io.JsonObject;

/**
 * The sizes of a {@link Classifier}: all that is needed to build it again.
 *
 * @param words the words that the language model knows, padding and unknown included; the first entries of the vocabulary
 * @param tokens all entries of the vocabulary: the words, and then what else a text has vectors for
 * @param embedding the numbers per token
 * @param hidden the units of the encoder, in each direction
 * @param labels the labels to choose from
 */
record Sizes(int words, int tokens, int embedding, int hidden, int labels) implements ModelSizes {
    /** The name of this architecture in {@code model.json}. */
    static final String NAME = "pooled-text-classifier";

    private static final int MOST = 1 << 20;

    /** Checks the ranges. */
    Sizes {
        requireSize("words", words, 3, MOST);
        requireSize("tokens", tokens, words, MOST);
        requireSize("embedding", embedding, 1, MOST);
        requireSize("hidden", hidden, 1, MOST);
        requireSize("labels", labels, 2, MOST);
    }

    @Override
    public long parameterCount() {
        long direction = 4L * hidden * (embedding + hidden + 2L);
        return (tokens + 1L) * embedding + 2 * direction + (long) labels * (Classifier.POOLS * hidden + 1L);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("words", words)
                .put("tokens", tokens)
                .put("embedding", embedding)
                .put("hidden", hidden)
                .put("labels", labels)
                .build();
    }

    /** The same for so many labels. */
    Sizes withLabels(int newLabels) {
        return new Sizes(words, tokens, embedding, hidden, newLabels);
    }

    static Sizes of(JsonObject json) {
        json.requireOnly("words", "tokens", "embedding", "hidden", "labels");
        return new Sizes(
                json.integer("words"),
                json.integer("tokens"),
                json.integer("embedding"),
                json.integer("hidden"),
                json.integer("labels"));
    }
}
