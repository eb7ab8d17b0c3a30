/**
 * Figures of merit for classifiers and forecasts.
 */
@NullMarked
package org.rnn4j.data.metric;

import org.jspecify.annotations.NullMarked;
