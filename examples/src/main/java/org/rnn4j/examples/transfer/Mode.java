package org.rnn4j.examples.transfer;

import java.util.Locale;

/** Ways from an encoder that has read to a classifier. */
enum Mode {
    /** No transfer: the same network from random weights. */
    SCRATCH("from scratch"),
    /** The encoder's weights are where training begins; all are trained alike. */
    INITIALIZE("initialize"),
    /** The encoder is frozen; the summaries of all texts are computed once and a head is trained on them. */
    FEATURES("frozen features"),
    /** Head first, then the LSTM, then the vectors of words and features, at lower rates below; the rate rises shortly and falls. */
    FINE_TUNE("fine-tune"),
    /** The encoder learns the task and the labels of the texts that it has read at once. */
    MULTI_TASK("multi-task");

    private final String description;

    Mode(String description) {
        this.description = description;
    }

    /** The name in JSON, such as {@code fineTune}. */
    String key() {
        String[] parts = name().toLowerCase(Locale.ROOT).split("_");
        return parts.length == 1
                ? parts[0]
                : parts[0] + parts[1].substring(0, 1).toUpperCase(Locale.ROOT) + parts[1].substring(1);
    }

    @Override
    public String toString() {
        return description;
    }
}
