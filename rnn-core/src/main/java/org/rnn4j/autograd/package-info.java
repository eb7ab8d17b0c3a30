/**
 * Parameters, the tape, differentiable values and their operations.
 *
 * <p>A {@link org.rnn4j.autograd.Tape} lives for one forward pass and one backward pass; a {@link
 * org.rnn4j.autograd.Var} is a value on it. Gradients belong to a pass, not to parameters, so any number of threads can
 * use one model.
 */
@NullMarked
package org.rnn4j.autograd;

import org.jspecify.annotations.NullMarked;
