package org.rnn4j.examples.languageid;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.rnn4j.examples.ModelSizes;
import org.rnn4j.io.JsonObject;
import org.rnn4j.recurrent.Recurrent;
import org.rnn4j.recurrent.RecurrentBuilder;

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
record Architecture(Cell cell, int characters, int embedding, int hidden, double dropout, int languages)
        implements ModelSizes {
    /** The name of this architecture in {@code model.json}. */
    static final String NAME = "name-classifier";

    private static final int MOST = 1 << 16;

    /** The recurrent cells to choose from. */
    enum Cell {
        LSTM,
        GRU,
        RNN;

        /** The names of all cells as the user writes them. */
        static List<String> names() {
            return Arrays.stream(values()).map(Cell::toString).toList();
        }

        /** The cell with this name. */
        static Cell of(String name) {
            for (Cell cell : values()) {
                if (cell.toString().equals(name)) {
                    return cell;
                }
            }
            throw new IllegalArgumentException(
                    "expected the cell to be one of " + String.join(", ", names()) + ", but got '" + name + "'");
        }

        /** The rows of weights for each unit. */
        int gates() {
            return switch (this) {
                case LSTM -> 4;
                case GRU -> 3;
                case RNN -> 1;
            };
        }

        RecurrentBuilder layer(int inputs, int hidden) {
            return switch (this) {
                case LSTM -> Recurrent.lstm(inputs, hidden);
                case GRU -> Recurrent.gru(inputs, hidden);
                case RNN -> Recurrent.rnn(inputs, hidden);
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks the ranges. */
    Architecture {
        requireSize("characters", characters, 2);
        requireSize("embedding", embedding, 1);
        requireSize("hidden", hidden, 1);
        requireSize("languages", languages, 2);
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("expected a dropout rate from 0 to below 1, but got " + dropout);
        }
    }

    private static void requireSize(String what, int size, int least) {
        if (size < least || size > MOST) {
            throw new IllegalArgumentException(
                    "expected " + what + " from " + least + " to " + MOST + ", but got " + size);
        }
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
        long direction = (long) cell.gates() * hidden * (embedding + hidden + 2L);
        return (long) characters * embedding + 2 * direction + (4L * hidden + 1) * languages;
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
                Cell.of(json.string("cell")),
                json.integer("characters"),
                json.integer("embedding"),
                json.integer("hidden"),
                json.number("dropout"),
                json.integer("languages"));
    }
}
