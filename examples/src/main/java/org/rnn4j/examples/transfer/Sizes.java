package org.rnn4j.examples.transfer;

import static org.rnn4j.examples.Requirements.requireSize;

import org.rnn4j.examples.ModelSizes;
import org.rnn4j.io.JsonObject;

/**
 * The sizes of a {@link Classifier}: all that is needed to build it again.
 *
 * @param tokens the entries of the vocabulary, padding and unknown included
 * @param embedding the numbers per token
 * @param hidden the units of the encoder
 * @param labels the labels to choose from
 */
record Sizes(int tokens, int embedding, int hidden, int labels) implements ModelSizes {
    /** The name of this architecture in {@code model.json}. */
    static final String NAME = "pooled-text-classifier";

    private static final int MOST = 1 << 20;

    /** Checks the ranges. */
    Sizes {
        requireSize("tokens", tokens, 3, MOST);
        requireSize("embedding", embedding, 1, MOST);
        requireSize("hidden", hidden, 1, MOST);
        requireSize("labels", labels, 2, MOST);
    }

    @Override
    public long parameterCount() {
        long encoder = 4L * hidden * (embedding + hidden + 2L);
        return (long) tokens * embedding + encoder + (long) labels * (Classifier.POOLS * hidden + 1L);
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("tokens", tokens)
                .put("embedding", embedding)
                .put("hidden", hidden)
                .put("labels", labels)
                .build();
    }

    static Sizes of(JsonObject json) {
        json.requireOnly("tokens", "embedding", "hidden", "labels");
        return new Sizes(
                json.integer("tokens"), json.integer("embedding"), json.integer("hidden"), json.integer("labels"));
    }
}
