/**
 * Figures of merit for classifiers.
 */
@NullMarked
package org.rnn4j.data.metric;

import org.jspecify.annotations.NullMarked;
