/**
 * Schedules: how the learning rate, and for some the momentum, moves over the steps of training. All are computed in
 * double with {@code StrictMath}, are factors of the rule's rate, and compose with {@link
 * org.rnn4j.optim.Schedule#then}, {@link org.rnn4j.optim.Schedule#times} and {@link org.rnn4j.optim.Schedule#perEpoch}.
 *
 * <p>In the formulas s is the number of the step, from 0; / of whole numbers in {@code floor} rounds down.
 */
@NullMarked
package org.rnn4j.optim.schedule;

import org.jspecify.annotations.NullMarked;
