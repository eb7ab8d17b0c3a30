package org.rnn4j.examples.languageid;

import static org.rnn4j.examples.Requirements.requireDropout;
import static org.rnn4j.examples.Requirements.requireSize;

import org.rnn4j.examples.CellKind;
import org.rnn4j.examples.ModelSizes;
import org.rnn4j.io.JsonObject;

/**
 * The sizes of a {@link NameClassifier}: all that is needed to build it again.
 *
 * @param cell the recurrent cell
 * @param characters the number of characters in the vocabulary, padding and unknown included
 * @param embedding the numbers per character
 * @param hidden the units of each direction
 * @param dropout the part of the encoder's summary left out while training, in [0, 1)
 * @param languages the number of languages
 */
record Architecture(CellKind cell, int characters, int embedding, int hidden, double dropout, int languages)
        implements ModelSizes {
    /** The name of this architecture in {@code model.json}. */
    static final String NAME = "name-classifier";

    private static final int MOST = 1 << 16;

    /** Checks the ranges. */
    Architecture {
        requireSize("characters", characters, 2, MOST);
        requireSize("embedding", embedding, 1, MOST);
        requireSize("hidden", hidden, 1, MOST);
        requireSize("languages", languages, 2, MOST);
        requireDropout(dropout);
    }

    @Override
    public int tokens() {
        return characters;
    }

    @Override
    public int labels() {
        return languages;
    }

    @Override
    public long parameterCount() {
        return (long) characters * embedding
                + 2 * cell.parameterCount(embedding, hidden)
                + (4L * hidden + 1) * languages;
    }

    @Override
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("cell", cell.toString())
                .put("characters", characters)
                .put("embedding", embedding)
                .put("hidden", hidden)
                .put("dropout", dropout)
                .put("languages", languages)
                .build();
    }

    static Architecture of(JsonObject json) {
        json.requireOnly("cell", "characters", "embedding", "hidden", "dropout", "languages");
        return new Architecture(
                CellKind.of(json.string("cell")),
                json.integer("characters"),
                json.integer("embedding"),
                json.integer("hidden"),
                json.number("dropout"),
                json.integer("languages"));
    }
}
