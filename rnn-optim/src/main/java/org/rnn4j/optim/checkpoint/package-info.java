/**
 * Checkpoints as files: one file holds one, a folder keeps the newest ones and the best. Knows nothing of training; the
 * {@link org.rnn4j.optim.Trainer} fills them.
 */
@NullMarked
package org.rnn4j.optim.checkpoint;

import org.jspecify.annotations.NullMarked;
