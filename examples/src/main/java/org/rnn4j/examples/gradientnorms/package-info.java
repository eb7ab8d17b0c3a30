/** How far gradients reach back in time: vanilla networks, LSTM and GRU on the adding problem. */
@NullMarked
package org.rnn4j.examples.gradientnorms;

import org.jspecify.annotations.NullMarked;
