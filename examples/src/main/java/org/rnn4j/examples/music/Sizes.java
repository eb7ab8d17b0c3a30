package org.rnn4j.examples.music;

import static org.rnn4j.examples.Requirements.requireDropout;
import static org.rnn4j.examples.Requirements.requireSize;

import org.rnn4j.examples.CellKind;
import org.rnn4j.io.JsonObject;

/**
 * The sizes of a {@link MusicModel}.
 *
 * @param cell the recurrent cell
 * @param hidden the units of a layer
 * @param layers the layers
 * @param dropout the part of each layer's output left out while training, in [0, 1)
 */
record Sizes(CellKind cell, int hidden, int layers, double dropout) {
    private static final int MOST_HIDDEN = 4096;
    private static final int MOST_LAYERS = 64;

    /** Checks the ranges. */
    Sizes {
        requireSize("hidden", hidden, 1, MOST_HIDDEN);
        requireSize("layers", layers, 1, MOST_LAYERS);
        requireDropout(dropout);
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("cell", cell.toString())
                .put("hidden", hidden)
                .put("layers", layers)
                .put("dropout", dropout)
                .build();
    }

    static Sizes of(JsonObject json) {
        json.requireOnly("cell", "hidden", "layers", "dropout");
        return new Sizes(
                CellKind.of(json.string("cell")),
                json.integer("hidden"),
                json.integer("layers"),
                json.number("dropout"));
    }
}
