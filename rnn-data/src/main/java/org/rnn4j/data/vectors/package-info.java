/**
 * Word vectors that were trained elsewhere: readers of the usual formats, and tables of a vocabulary's vectors.
 */
@NullMarked
package org.rnn4j.data.vectors;

import org.jspecify.annotations.NullMarked;
