/**
 * Recurrent layers: cells, the one runner that moves them through time, stacks of layers, state and streams.
 *
 * <p>A {@link org.rnn4j.recurrent.Cell} says what happens in one step; the runner knows time, direction, lengths,
 * products, masks and threads. {@link org.rnn4j.recurrent.Recurrent} is what programs use.
 */
@NullMarked
package org.rnn4j.recurrent;

import org.jspecify.annotations.NullMarked;
