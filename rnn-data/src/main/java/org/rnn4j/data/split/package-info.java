/**
 * Splits of a data set into training, validation and test part.
 */
@NullMarked
package org.rnn4j.data.split;

import org.jspecify.annotations.NullMarked;
