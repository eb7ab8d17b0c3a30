package org.rnn4j.examples;

import org.rnn4j.io.JsonObject;

/** The sizes of a classifier: all that is needed to build it again. */
public interface ModelSizes {
    /** The sizes as they stand in {@code model.json}. */
    JsonObject toJson();

    /** The number of values in all parameters. */
    long parameterCount();

    /** The number of entries of the vocabulary, padding and unknown included. */
    int tokens();

    /** The number of labels to choose from. */
    int labels();
}
