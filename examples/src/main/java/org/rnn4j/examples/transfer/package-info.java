/**
 * The example {@code transfer}: a network that has read many texts learns a task from few labels. Start with {@code
 * FineTuning}.
 */
@NullMarked
package org.rnn4j.examples.transfer;

import org.jspecify.annotations.NullMarked;
