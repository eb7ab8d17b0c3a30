package org.rnn4j.examples.languagemodel;

import org.rnn4j.layer.Dropout;

/**
 * What keeps a {@link Network} from learning its text by heart; all 0 is nothing.
 *
 * @param dropout dropout of the input of every layer and of the last output, a new mask at every step (Zaremba,
 *     Sutskever and Vinyals 2014)
 * @param lockedDropout the same with one mask for a whole chunk (Gal and Ghahramani 2016, AWD-LSTM)
 * @param weightDropout dropout of the recurrent weights
 * @param embeddingDropout dropout of whole tokens
 * @param activation strength of the penalty on large outputs of the last layer (AR)
 * @param temporal strength of the penalty on their changes from step to step (TAR)
 */
record Regularization(
        double dropout,
        double lockedDropout,
        double weightDropout,
        double embeddingDropout,
        double activation,
        double temporal) {
    static final Regularization NONE = new Regularization(0, 0, 0, 0, 0, 0);

    /** Dropout of values on their way up. */
    Dropout layer() {
        return lockedDropout > 0 ? Dropout.locked(lockedDropout) : new Dropout(dropout);
    }
}
