package org.rnn4j.examples.languagemodel;

import static org.rnn4j.examples.Requirements.requireSize;

import java.util.ArrayList;
import java.util.List;
import org.rnn4j.io.JsonObject;

/**
 * The sizes of a {@link Network}: all that is needed to build it again.
 *
 * @param level what a token is
 * @param tokens the entries of the vocabulary, padding and unknown included
 * @param embedding the numbers per token
 * @param hidden the units of each layer; the last one has {@code embedding} if the softmax is tied
 * @param cells the recurrent cells, lstm or gru, the lowest first
 * @param tied whether the softmax shares the embedding's table
 */
record Architecture(Level level, int tokens, int embedding, int hidden, List<String> cells, boolean tied) {
    /** The name of this architecture in {@code model.json}. */
    static final String NAME = "language-model";

    static final String LSTM = "lstm";
    static final String GRU = "gru";

    private static final int MOST = 1 << 20;
    private static final int MOST_LAYERS = 16;

    /** Checks the ranges. */
    Architecture {
        requireSize("tokens", tokens, 3, MOST);
        requireSize("embedding", embedding, 1, MOST);
        requireSize("hidden", hidden, 1, MOST);
        cells = List.copyOf(cells);
        if (cells.isEmpty() || cells.size() > MOST_LAYERS) {
            throw new IllegalArgumentException(
                    "expected 1 to " + MOST_LAYERS + " layers, but got " + cells.size() + ": " + cells);
        }
        for (String cell : cells) {
            if (!cell.equals(LSTM) && !cell.equals(GRU)) {
                throw new IllegalArgumentException("expected the cells lstm and gru, but got '" + cell + "'");
            }
        }
    }

    /** The units of each layer. */
    List<Integer> widths() {
        List<Integer> widths = new ArrayList<>();
        for (int layer = 0; layer < cells.size(); layer++) {
            widths.add(tied && layer == cells.size() - 1 ? embedding : hidden);
        }
        return widths;
    }

    /** The number of values in all parameters. */
    long parameterCount() {
        long count = (long) tokens * embedding + tokens;
        int input = embedding;
        for (int layer = 0; layer < cells.size(); layer++) {
            int width = widths().get(layer);
            count += (cells.get(layer).equals(LSTM) ? 4L : 3L) * width * (input + width + 2L);
            input = width;
        }
        return tied ? count : count + (long) tokens * input;
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("level", level.toString())
                .put("tokens", tokens)
                .put("embedding", embedding)
                .put("hidden", hidden)
                .put("cells", cells)
                .put("tied", tied)
                .build();
    }

    static Architecture of(JsonObject json) {
        json.requireOnly("level", "tokens", "embedding", "hidden", "cells", "tied");
        return new Architecture(
                Level.of(json.string("level")),
                json.integer("tokens"),
                json.integer("embedding"),
                json.integer("hidden"),
                json.strings("cells"),
                json.bool("tied"));
    }
}
