/** LSTM or GRU? Three cells of one size on tasks that need memory; begin with {@code LstmOrGru}. */
@NullMarked
package org.rnn4j.examples.lstmorgru;

import org.jspecify.annotations.NullMarked;
