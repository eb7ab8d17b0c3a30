package org.rnn4j.optim;

import java.nio.file.Path;

/**
 * Where and how often a trainer writes checkpoints.
 *
 * @param folder the folder, which belongs to one run
 * @param every how often; whenever training ends without an exception, one more is written
 * @param keep how many of the newest are kept, at least 1; that of the best weights is kept besides
 */
record Checkpoints(Path folder, Every every, int keep) {
    Checkpoints {
        Require.that(keep >= 1, "Trainer", "the number of checkpoints to keep", "at least 1", keep);
    }
}
