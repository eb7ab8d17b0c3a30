/**
 * Optimizers, clipping, penalties, the training loop and early stopping; the package {@code schedule} has schedules of
 * the learning rate. Works on parameters and gradients alone and knows no layer.
 *
 * <p>A {@link org.rnn4j.optim.Rule} is an immutable description; {@link org.rnn4j.optim.Rule#start} makes an {@link
 * org.rnn4j.optim.Optimizer}, which holds the state. A {@link org.rnn4j.optim.Trainer} drives it over the data; a
 * program can write that loop itself as well. Only the package {@code report} needs libraries beyond the core.
 */
@NullMarked
package org.rnn4j.optim;

import org.jspecify.annotations.NullMarked;
