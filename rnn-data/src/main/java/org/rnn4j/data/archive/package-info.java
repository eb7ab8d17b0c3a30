/**
 * Readers of the formats in which the archives of labelled time series (UCR, UEA) are given out.
 */
@NullMarked
package org.rnn4j.data.archive;

import org.jspecify.annotations.NullMarked;
